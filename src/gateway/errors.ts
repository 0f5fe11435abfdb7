import { GoError } from "../go/go-error.ts";
import { intTypeNamed, stringType, structOf, unmarshal } from "../go/unmarshal.ts";
import { AnswerError } from "../text/answer-error.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { messages } from "./messages.ts";

/** Errors of the gateway: what a daemon said, and what a frontend says to it. */

/** gRPC status codes by the name Go prints. The index is the code. */
export const codeNames = [
  "OK",
  "Canceled",
  "Unknown",
  "InvalidArgument",
  "DeadlineExceeded",
  "NotFound",
  "AlreadyExists",
  "PermissionDenied",
  "ResourceExhausted",
  "FailedPrecondition",
  "Aborted",
  "OutOfRange",
  "Unimplemented",
  "Internal",
  "Unavailable",
  "DataLoss",
  "Unauthenticated",
] as const;

/** The codes this program names. */
export const code = {
  ok: 0,
  canceled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const;

/** One typed detail of an error, as it travels: for BuildKit's own types the value is JSON. */
export interface ErrorDetail {
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

/** An error as it travels (google.rpc.Status). */
export interface Status {
  readonly code: number;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
}

/**
 * An error the daemon answered. `message` reads as the reference prints it (`NotFound: no such file`; a code of
 * Unknown is not named), `status` is what came.
 */
export class GatewayError extends AnswerError {
  readonly status: Status;
  constructor(status: Status) {
    super(errorText(status));
    this.name = "GatewayError";
    this.status = status;
  }
  get code(): number {
    return this.status.code;
  }
  get details(): readonly ErrorDetail[] {
    return this.status.details;
  }
}

/** The daemon could not be reached, went away, or did not answer in time. */
export class TransportError extends Error {
  readonly code: number;
  constructor(message: string, statusCode: number = code.unavailable) {
    super(message);
    this.name = "TransportError";
    this.code = statusCode;
  }
}

/** An image that a source policy turned into another kind of source; `updated` is that source's identifier. */
export class NonImageError extends Error {
  readonly updated: string;
  constructor(message: string, updated: string) {
    super(message);
    this.name = "NonImageError";
    this.updated = updated;
  }
}

/** An error that carries a code for the wire; what it wraps is its cause. */
export class CodedError extends Error {
  readonly code: number;
  constructor(statusCode: number, cause: Error) {
    super(cause.message, { cause });
    this.name = cause.name;
    this.code = statusCode;
  }
}

/** An error with one more typed detail; its message is its cause's. */
export class DetailedError extends Error {
  readonly detail: ErrorDetail;
  constructor(detail: ErrorDetail, cause: Error) {
    super(cause.message, { cause });
    this.name = cause.name;
    this.detail = detail;
  }
}

/**
 * Returns the text of a daemon's status, with its code's name in front unless that is OK or Unknown, and before that
 * what its details say in words, the last one first. @mirrors util/grpcerrors/grpcerrors.go FromGRPC
 */
export function errorText({ code: statusCode, message, details }: Status): string {
  const isNamed = statusCode !== code.ok && statusCode !== code.unknown;
  const text = isNamed ? `${codeNames[statusCode] ?? `Code(${statusCode})`}: ${message}` : message;
  return details.reduce((inner, detail) => {
    const words = detailWords(detail);
    return words === undefined ? inner : `${words}: ${inner}`;
  }, text);
}

/** True when a call failed only because the daemon lacks a capability or method. */
export function isUnimplemented(error: unknown): boolean {
  return error instanceof GatewayError && error.code === code.unimplemented;
}

const typeUrlPrefix = "github.com/moby/buildkit/";

/** The type of details that hold stack traces. */
export const stackTypeUrl = `${typeUrlPrefix}stack.Stack+json`;

const buildKitDetails: ReadonlySet<string> = new Set(
  [
    "errdefs.Vertex",
    "errdefs.Source",
    "errdefs.Solve",
    "errdefs.Frontend",
    "errdefs.FrontendCap",
    "errdefs.Subrequest",
    "errdefs.CompatibilityFeature",
    "errdefs.ProvenanceMaterialsIncomplete",
    "gatewayapi.ExitMessage",
    "stack.Stack",
  ].map((name) => detailTypeUrl(name)),
);

/** Returns the type URL of one of BuildKit's own details, such as `errdefs.Source`. */
export function detailTypeUrl(name: string): string {
  return `${typeUrlPrefix}${name}+json`;
}

/** True for a detail of a type that the reference knows. */
export function isBuildKitDetail(detail: ErrorDetail): boolean {
  return buildKitDetails.has(detail.typeUrl);
}

const named = structOf("errdefs.Name", { name: "" }, { name: { key: "name", type: stringType } });
const feature = structOf(
  "errdefs.CompatibilityFeature",
  { version: 0n, feature: "" },
  { version: { key: "version", type: intTypeNamed("int64") }, feature: { key: "feature", type: stringType } },
);

/** The details that have words of their own. */
const wordsByType: ReadonlyMap<string, (json: string) => string> = new Map([
  [detailTypeUrl("errdefs.FrontendCap"), (json) => messages.unsupportedFrontendCap(unmarshal(json, named).name)],
  [detailTypeUrl("errdefs.Subrequest"), (json) => messages.unsupportedSubrequest(unmarshal(json, named).name)],
  [
    detailTypeUrl("errdefs.CompatibilityFeature"),
    (json) => {
      const { version, feature: name } = unmarshal(json, feature);
      return messages.unsupportedCompatibility(version, name);
    },
  ],
]);

/** What a detail says; nothing where it is of another type, or cannot be read. */
function detailWords({ typeUrl, value }: ErrorDetail): string | undefined {
  try {
    return wordsByType.get(typeUrl)?.(decodeUtf8(value));
  } catch (error) {
    if (error instanceof GoError) return undefined;
    throw error;
  }
}
