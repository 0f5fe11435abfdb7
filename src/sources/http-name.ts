import { GoError } from "../go/go-error.ts";
import { parseUrl } from "../go/parse-url.ts";
import { base } from "../go/path.ts";

/** The file name for a download without one in its URL. */
export const unnamedFile = "__unnamed__";

/** The name of the file that an http URL leads to: its path's last element. @mirrors frontend/dockerfile/dockerfile2llb dispatchCopy */
export function httpFileName(url: string): string {
  try {
    const name = base(parseUrl(url).path);
    return name === "." || name === "/" ? unnamedFile : name;
  } catch (error) {
    if (error instanceof GoError) return unnamedFile;
    throw error;
  }
}
