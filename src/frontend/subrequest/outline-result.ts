import type { Result } from "../../gateway/gateway.ts";
import { alignColumns } from "../../go/align-columns.ts";
import { encodeBase64 } from "../../go/base64.ts";
import { type JsonValue, struct } from "../../go/encode-json.ts";
import type { WireRange } from "../../text/span.ts";
import { toValid } from "../../text/utf8.ts";
import { listUnlessEmpty, locationJsonIfAny, textUnlessEmpty } from "./location-json.ts";
import { metadataResult, type SubrequestDescription } from "./subrequest.ts";

/** What a target can be given: the arguments it reads, the secrets and the ssh agents it mounts. */
export interface Outline {
  readonly name: string;
  readonly description: string;
  readonly args: readonly OutlineArg[];
  readonly secrets: readonly OutlineMount[];
  readonly ssh: readonly OutlineMount[];
}

export interface OutlineArg {
  readonly name: string;
  readonly description: string;
  readonly value: string;
  readonly ranges: readonly WireRange[];
}

export interface OutlineMount {
  readonly name: string;
  readonly required: boolean;
  readonly ranges: readonly WireRange[];
}

export const outlineDescription: SubrequestDescription = {
  name: "frontend.outline",
  version: "1.0.0",
  description: "List all parameters current build target supports",
  opts: [{ name: "target", description: "Target build stage" }],
  metadata: ["result.json", "result.txt"],
};

/** The outline as JSON and as a table. @mirrors frontend/subrequests/outline/outline.go Outline.ToResult */
export function outlineResult(outline: Outline, source: Uint8Array): Result {
  return metadataResult(outlineDescription, outlineJson(outline, source), { "result.txt": outlineText(outline) });
}

/** The outline as Go writes it, without the source where none is given. */
export function outlineJson(outline: Outline, source: Uint8Array | undefined): JsonValue {
  return struct({
    name: textUnlessEmpty(outline.name),
    description: textUnlessEmpty(outline.description),
    args: listUnlessEmpty(outline.args.map(argJson)),
    secrets: listUnlessEmpty(outline.secrets.map(mountJson)),
    ssh: listUnlessEmpty(outline.ssh.map(mountJson)),
    sources: source === undefined ? undefined : [encodeBase64(source)],
  });
}

function argJson(arg: OutlineArg): JsonValue {
  return struct({
    name: arg.name,
    description: textUnlessEmpty(arg.description),
    value: textUnlessEmpty(arg.value),
    location: locationJsonIfAny(arg.ranges),
  });
}

function mountJson(mount: OutlineMount): JsonValue {
  return struct({
    name: mount.name,
    required: mount.required ? true : undefined,
    location: locationJsonIfAny(mount.ranges),
  });
}

/** The tables for people; text comes there by way of JSON, so that it is valid Unicode. @mirrors frontend/subrequests/outline/outline.go PrintOutline */
export function outlineText(outline: Outline): string {
  const parts: string[] = [];
  if (outline.name !== "" || outline.description !== "") {
    const description = outline.description === "" ? "" : `DESCRIPTION:\t${outline.description}\n`;
    parts.push(table(`TARGET:\t${outline.name === "" ? "(default)" : outline.name}\n${description}`, 1));
  }
  if (outline.args.length > 0) {
    const rows = outline.args.map((arg) => `${arg.name}\t${arg.value}\t${arg.description}\n`);
    parts.push(table(`BUILD ARG\tVALUE\tDESCRIPTION\n${rows.join("")}`, 3));
  }
  parts.push(mountTable("SECRET", outline.secrets), mountTable("SSH", outline.ssh));
  return parts.join("");
}

function mountTable(title: string, mounts: readonly OutlineMount[]): string {
  if (mounts.length === 0) return "";
  const rows = mounts.map((mount) => `${mount.name}\t${mount.required ? "true" : ""}\n`);
  return table(`${title}\tREQUIRED\n${rows.join("")}`, 3);
}

function table(cells: string, padding: number): string {
  return `${alignColumns(toValid(cells), padding)}\n`;
}
