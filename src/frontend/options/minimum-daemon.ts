import { parseBool } from "../../go/parse-number.ts";
import { wrapping } from "../error-message.ts";
import { messages } from "../messages.ts";
import type { OptGroup, OptSource } from "./opt-source.ts";

const fileBase = "file.base";
const copyImage = "override-copy-image";
const disableFileop = "build-arg:BUILDKIT_DISABLE_FILEOP";

/**
 * What a daemon must be able to do, and opts of old clients that no daemon serves any more.
 * @mirrors frontend/dockerui/config.go validateMinCaps
 */
export const minimumDaemon: OptGroup<object> = {
  keys: [copyImage, disableFileop],
  read({ opts, llbCaps }: OptSource) {
    wrapping(messages.oldDaemon, () => llbCaps.require(fileBase));
    if ((opts.get(copyImage) ?? "") !== "") throw new Error(messages.removedCopyImage);
    if (isTrue(opts.get(disableFileop))) throw new Error(messages.removedDisableFileop);
    return {};
  },
};

function isTrue(text: string | undefined): boolean {
  if (text === undefined) return false;
  try {
    return parseBool(text);
  } catch {
    return false;
  }
}
