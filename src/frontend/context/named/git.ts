import { messages } from "../../messages.ts";
import { gitContext } from "../git-context.ts";
import type { NamedLoader } from "./named-source.ts";

/** `git://...` and `git@host:path`. @mirrors frontend/dockerui/namedcontext.go NamedContext.load */
export const git: NamedLoader = async ({ spec }, { session }) => {
  const state = gitContext(spec, { keepGitDir: false, commitTime: false, advice: session.config.gitAdvice });
  if (state === undefined) throw new Error(messages.gitContext(spec));
  return { state };
};
