import type { ImageDraft } from "./image/image-draft.ts";

/** A shell form's words as the image's SHELL runs them, or the platform's own shell. @mirrors frontend/dockerfile/dockerfile2llb/convert.go withShell */
export function withShell(image: ImageDraft, words: readonly string[]): readonly string[] {
  const shell = image.shell.length > 0 ? image.shell : defaultShell(image.os);
  return [...shell, words.join(" ")];
}

/** What runs shell forms where no SHELL is set. @mirrors frontend/dockerfile/dockerfile2llb/defaultshell.go */
function defaultShell(os: string): readonly string[] {
  return os === "windows" ? ["cmd", "/S", "/C"] : ["/bin/sh", "-c"];
}
