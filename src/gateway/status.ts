import { asInternalFault } from "../text/internal-fault.ts";
import { isByteSurrogate, rejoinBytes, utf8Length } from "../text/utf8.ts";
import {
  CodedError,
  code,
  DetailedError,
  type ErrorDetail,
  GatewayError,
  isBuildKitDetail,
  type Status,
  stackTypeUrl,
  TransportError,
} from "./errors.ts";

/**
 * Returns what an error thrown by a build says to the daemon. The code is that of the first link of its chain that has
 * one, else Unknown; a daemon's own message is kept as it came, without what was put before it on the way here.
 * Details are in the reference's order: those of unknown types as they came, then stacks, then from the outermost link
 * to the innermost.
 * @mirrors util/grpcerrors/grpcerrors.go ToGRPC, Code
 */
export function statusOf(error: unknown): Status {
  const chain = chainOf(error);
  const own = textOf(error);
  const daemon = chain.find((link) => link instanceof GatewayError);
  const coded = chain.map(codeOf).find((each) => each !== undefined) ?? code.unknown;
  const statusCode = coded === code.ok ? code.unknown : coded;
  return { code: statusCode, message: printable(messageOf(own, daemon, statusCode)), details: detailsOf(chain) };
}

/** Returns the error and its causes, outermost first. A cycle ends where it closes. */
export function chainOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (let link = error; link !== undefined && link !== null && !chain.includes(link); ) {
    chain.push(link);
    link = link instanceof Error ? link.cause : undefined;
  }
  return chain;
}

function codeOf(link: unknown): number | undefined {
  if (link instanceof GatewayError || link instanceof CodedError || link instanceof TransportError) return link.code;
  return undefined;
}

function messageOf(own: string, daemon: GatewayError | undefined, statusCode: number): string {
  if (daemon === undefined) return own;
  const theirs = daemon.status.message;
  return statusCode === daemon.code || utf8Length(own) <= utf8Length(theirs) ? theirs : own;
}

function detailsOf(chain: readonly unknown[]): readonly ErrorDetail[] {
  const unknown: ErrorDetail[] = [];
  const stacks: ErrorDetail[] = [];
  const typed: ErrorDetail[] = [];
  for (const link of chain) {
    if (link instanceof DetailedError) typed.push(link.detail);
    if (!(link instanceof GatewayError)) continue;
    for (const detail of link.details) {
      if (!isBuildKitDetail(detail)) unknown.push(detail);
      if (detail.typeUrl === stackTypeUrl) stacks.push(detail);
    }
    // A daemon writes the outermost first as well, and the reference wraps what it reads in that order: reversed.
    for (const detail of link.details.toReversed()) {
      if (isBuildKitDetail(detail) && detail.typeUrl !== stackTypeUrl) typed.push(detail);
    }
  }
  return [...unknown, ...stacks, ...typed];
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return asInternalFault(error)?.message ?? error.message;
}

/** A wire string must be UTF-8: a byte that is not becomes `\xNN`. */
function printable(message: string): string {
  const text = rejoinBytes(message);
  let result = "";
  for (const character of text) {
    const unit = character.charCodeAt(0);
    const isByte = character.length === 1 && isByteSurrogate(unit);
    result += isByte ? `\\x${(unit - 0xdc00).toString(16)}` : character;
  }
  return result;
}
