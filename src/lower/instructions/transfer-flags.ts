import { parseMode } from "../../go/chmod-mode.ts";
import { GoError, NumberError } from "../../go/go-error.ts";
import { parseUint } from "../../go/parse-number.ts";
import { type CopyAction, type Owner, owner } from "../../llb/ops/file-action.ts";
import { messages } from "../messages.ts";
import { isGitSource, isHttpSource } from "../remote-source.ts";
import type { Transfer } from "./transfer.ts";

/** Who owns the copies; undefined without --chown. Names cannot be looked up in a linked layer. */
export function ownerOf({ chown, link }: Transfer): Owner | undefined {
  if (chown === "") return undefined;
  const result = owner(chown);
  if (link && [result.user, result.group].some((part) => part !== undefined && "name" in part && part.name !== "")) {
    throw new GoError(messages.linkedOwnerName(chown));
  }
  return result;
}

/** --chmod as a number or, where it is symbolic, as text; undefined without it. */
export function modeOf(chmod: string): CopyAction["mode"] {
  if (chmod === "") return undefined;
  const octal = octalOf(chmod);
  if (octal !== undefined) return { mode: octal };
  try {
    parseMode(chmod);
  } catch (error) {
    // A value that looks like a number gets the message for numbers.
    if (error instanceof NumberError) throw new GoError(messages.chmod(chmod));
    throw error;
  }
  return { modeStr: chmod };
}

function octalOf(chmod: string): number | undefined {
  let mode: bigint;
  try {
    mode = parseUint(chmod, 8, 32);
  } catch (error) {
    if (error instanceof NumberError) return undefined;
    throw error;
  }
  if (mode > 0o7777n) throw new GoError(messages.chmod(chmod));
  return Number(mode);
}

/** Throws where --checksum does not fit what is transferred. */
export function checkTransfer({ keyword, checksum, sources }: Transfer): void {
  if (checksum === "") return;
  if (keyword === "COPY") throw new GoError(messages.checksumCopy);
  const [source, ...more] = sources;
  if (source === undefined || more.length > 0) throw new GoError(messages.checksumSources);
  if (!isHttpSource(source) && !isGitSource(source)) throw new GoError(messages.checksumLocal);
}
