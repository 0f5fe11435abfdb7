import { decodeBase64 } from "../../go/base64.ts";
import { decodeUtf8, encodeUtf8 } from "../../text/utf8.ts";
import type { HeaderField } from "./hpack-decoder.ts";

const percentSign = 0x25;

/** How a call ended, as the peer says it. */
export interface GrpcStatus {
  readonly code: number;
  readonly message: string;
  /** The encoded google.rpc.Status beside it, if one that can be read came. */
  readonly status: Uint8Array | undefined;
}

/** Returns the first value of a header, undefined where there is none. */
export function headerOf(fields: readonly HeaderField[], name: string): string | undefined {
  return fields.find((field) => field[0] === name)?.[1];
}

/** Returns the gRPC status that trailers tell, undefined where they tell none. */
export function readGrpcStatus(trailers: readonly HeaderField[]): GrpcStatus | undefined {
  const code = headerOf(trailers, "grpc-status");
  if (code === undefined || !/^[0-9]{1,9}$/.test(code)) return undefined;
  const details = headerOf(trailers, "grpc-status-details-bin");
  return {
    code: Number(code),
    message: percentDecoded(headerOf(trailers, "grpc-message") ?? ""),
    status: details === undefined ? undefined : bytesOfHeader(details),
  };
}

/** gRPC writes the bytes of a message outside printable ASCII as %XX; a percent sign that begins no such thing stays. */
function percentDecoded(text: string): string {
  if (!text.includes("%")) return text;
  const bytes = encodeUtf8(text);
  let used = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    const digits = byte === percentSign ? String.fromCharCode(...bytes.subarray(at + 1, at + 3)) : "";
    const escapes = /^[0-9A-Fa-f]{2}$/.test(digits);
    bytes[used++] = escapes ? Number.parseInt(digits, 16) : byte;
    if (escapes) at += 2;
  }
  return decodeUtf8(bytes.subarray(0, used));
}

/** Binary headers come in base64, with or without padding. */
function bytesOfHeader(text: string): Uint8Array | undefined {
  try {
    return decodeBase64(text.includes("=") ? text : text + "=".repeat((4 - (text.length % 4)) % 4));
  } catch {
    return undefined;
  }
}
