import { toValid } from "../../text/utf8.ts";
import type { FnArgs } from "../fn-table.ts";
import type { ScriptedImage } from "../synthetic-image.ts";

/** What `opts` of a request says: frontend opts in a form that is easy to write. */
export interface RequestOpts {
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly platforms?: readonly string[];
  readonly noCache?: boolean | readonly string[];
  readonly imageResolveMode?: string;
  readonly hostname?: string;
  readonly cgroupParent?: string;
  readonly networkMode?: string;
  readonly extraHosts?: readonly { readonly host: string; readonly ip: string }[];
  readonly shmSize?: number;
  readonly ulimits?: readonly string[];
  readonly multiPlatform?: boolean;
  readonly resources?: Readonly<Record<string, string | number>>;
  readonly buildPlatform?: string;
  readonly buildPlatforms?: readonly string[];
  readonly devices?: readonly { readonly name: string; readonly optional?: boolean }[];
  readonly attrs?: Readonly<Record<string, string>>;
}

/** One line of the conformance protocol. */
export interface Request {
  readonly id: string;
  readonly mode?: "convert" | "frontend" | "fn";
  readonly dockerfile?: string;
  readonly dockerfileBase64?: string;
  readonly filename?: string;
  readonly dockerignore?: string;
  readonly dockerfileDockerignore?: string;
  readonly contextFiles?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly opts?: RequestOpts;
  readonly namedContexts?: Readonly<Record<string, string>>;
  readonly images?: Readonly<Record<string, ScriptedImage>>;
  readonly sourceMeta?: Readonly<
    Record<string, { readonly gitCommitObject?: string; readonly httpLastModified?: string }>
  >;
  readonly llbCaps?: "all" | readonly string[];
  readonly omit?: readonly string[];
  readonly fn?: string;
  readonly args?: FnArgs;
}

const requestFields = new Set(
  "id mode dockerfile dockerfileBase64 filename dockerignore dockerfileDockerignore contextFiles opts namedContexts images sourceMeta llbCaps omit fn args".split(
    " ",
  ),
);
const optFields = new Set(
  "buildArgs labels target platforms noCache imageResolveMode hostname cgroupParent networkMode extraHosts shmSize ulimits multiPlatform resources buildPlatform buildPlatforms devices attrs".split(
    " ",
  ),
);

/** A line that is no request; `id` is what could be read of it. */
export class BadRequest extends Error {
  readonly id: string;
  constructor(id: string, message: string) {
    super(message);
    this.id = id;
  }
}

/** The request of a line. Throws `BadRequest` for bad JSON and unknown fields. */
export function parseRequest(line: string): Request {
  const request = parseObject(line);
  const id = typeof request["id"] === "string" ? request["id"] : "";
  const unknown =
    Object.keys(request).find((key) => !requestFields.has(key)) ??
    Object.keys((request["opts"] as object | undefined) ?? {}).find((key) => !optFields.has(key));
  if (unknown !== undefined) throw new BadRequest(id, `json: unknown field ${JSON.stringify(unknown)}`);
  return request as unknown as Request;
}

function parseObject(line: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    // A lone surrogate is no character for the reference; in texts of ours it would stand for a byte.
    value = line.includes("\\u")
      ? JSON.parse(line, (_, each) => (typeof each === "string" ? toValid(each) : each))
      : JSON.parse(line);
  } catch (error) {
    throw new BadRequest("", (error as Error).message);
  }
  if (typeof value !== "object" || value === null) throw new BadRequest("", "no object");
  return value as Readonly<Record<string, unknown>>;
}
