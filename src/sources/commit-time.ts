import { GoError } from "../go/go-error.ts";
import { atoi, parseInt } from "../go/parse-number.ts";
import { fields, trimSpace } from "../go/space.ts";
import { cut } from "../go/trim.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { missingHeader, notCommit } from "./messages.ts";

/** A point in time and the zone it was written in. */
export interface ZonedTime {
  /** Since 1970. */
  readonly seconds: bigint;
  /** Seconds east of UTC. */
  readonly offset: number;
}

/**
 * When the commit that a git object's bytes hold was committed; undefined where its committer has no time. Throws a
 * GoError for what is no commit. @mirrors util/gitutil/gitobject Parse, GitObject.ToCommit
 */
export function commitTime(object: Uint8Array): ZonedTime | undefined {
  const text = decodeUtf8(object);
  const isTag = text.startsWith("object ");
  const headers = readHeaders(text, isTag);
  const required = isTag ? ["object", "type", "tag", "tagger"] : ["tree", "author", "committer"];
  const missing = required.find((name) => !headers.has(name));
  if (missing !== undefined) throw new GoError(missingHeader(isTag ? "tag" : "commit", missing));
  if (isTag) throw new GoError(notCommit);
  return actorTime(headers.get("committer") as string);
}

/** The first value of each header; a signature's lines are none. */
function readHeaders(text: string, isTag: boolean): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let inSignature = false;
  for (const line of text.split("\n")) {
    if (line === "") break;
    if (!isTag && (line.startsWith("gpgsig ") || line.startsWith("gpgsig-sha256 "))) {
      inSignature = true;
      continue;
    }
    inSignature = inSignature && line.startsWith(" ");
    if (inSignature) continue;
    const [name, value, hasValue] = cut(line, " ");
    if (hasValue && !headers.has(name)) headers.set(name, value);
  }
  return headers;
}

/** The time after `Name <address>`; undefined where it is malformed. @mirrors util/gitutil/gitobject parseActor */
function actorTime(actor: string): ZonedTime | undefined {
  const trimmed = trimSpace(actor);
  const open = trimmed.lastIndexOf("<");
  const close = trimmed.lastIndexOf(">");
  if (open < 0 || close < open) return undefined;
  const [time, zone] = fields(trimmed.slice(close + 1));
  if (time === undefined || zone === undefined || !/^[+-].{4}$/s.test(zone)) return undefined;
  const seconds = numberOr(() => parseInt(time, 10, 64), undefined);
  if (seconds === undefined) return undefined;
  const hours = numberOr(() => Number(atoi(zone.slice(1, 3))), 0);
  const minutes = numberOr(() => Number(atoi(zone.slice(3))), 0);
  return { seconds, offset: (zone.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60) };
}

function numberOr<T, Other>(read: () => T, other: Other): T | Other {
  try {
    return read();
  } catch (error) {
    if (error instanceof GoError) return other;
    throw error;
  }
}
