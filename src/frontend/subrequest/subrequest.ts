import type { Result } from "../../gateway/gateway.ts";
import { encodeJsonIndented, type JsonValue, struct } from "../../go/encode-json.ts";
import type { LintWarning } from "../../lint/lint-warning.ts";
import { encodeUtf8 } from "../../text/utf8.ts";
import type { OpenBuild } from "../open-build.ts";

/** Tells the client of a warning. */
export type Warn = (warning: LintWarning) => void;

/** A subrequest: what it is, and its answer about an open build. */
export interface Subrequest {
  readonly description: SubrequestDescription;
  answer(build: OpenBuild, warn: Warn): Promise<Result>;
}

/** What `frontend.subrequests.describe` says of a subrequest; an absent list is null there. */
export interface SubrequestDescription {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly opts?: readonly Described[];
  readonly metadata: readonly string[];
}

/** A name with words about it. */
export interface Described {
  readonly name: string;
  readonly description: string;
}

/** A result without content: metadata of texts, `result.json` made of a value, and the subrequest's version. */
export function metadataResult(
  { version }: SubrequestDescription,
  json: JsonValue,
  texts: Readonly<Record<string, string>> = {},
): Result {
  const metadata = new Map([["result.json", encodeUtf8(encodeJsonIndented(json, "  "))]]);
  for (const [key, text] of Object.entries(texts)) metadata.set(key, encodeUtf8(text));
  return { metadata: metadata.set("version", encodeUtf8(version)) };
}

/** A description as Go writes it. @mirrors frontend/subrequests/types.go Request */
export function descriptionJson(description: SubrequestDescription): JsonValue {
  return struct({
    name: description.name,
    version: description.version,
    type: "rpc",
    description: description.description,
    opts: description.opts?.map(describedJson) ?? null,
    inputs: null,
    metadata: description.metadata.map((name) => describedJson({ name, description: "" })),
    refs: null,
  });
}

function describedJson({ name, description }: Described): JsonValue {
  return struct({ name, description });
}
