import { google } from "#proto/gateway.js";
import { GatewayError, type Status } from "./errors.ts";
import type { CallError } from "./transport.ts";

type WireStatus = google.rpc.Status.$Properties;

/** Returns a status as `Return` sends it. */
export function statusToWire(status: Status): WireStatus {
  const details = status.details.map(({ typeUrl, value }) => ({ type_url: typeUrl, value }));
  return { code: status.code, message: status.message, details };
}

/** Returns the encoded form of a status, as it stands beside a call's code. */
export function encodeStatus(status: Status): Uint8Array {
  return google.rpc.Status.encode(statusToWire(status)).finish();
}

/**
 * Returns what a failed call says: what stands encoded beside the code where that can be read, since the code and text
 * of the answer itself may be shortened copies.
 */
export function gatewayError(error: CallError): GatewayError {
  return new GatewayError(decodeStatus(error) ?? { code: error.code, message: error.message, details: [] });
}

function decodeStatus(error: CallError): Status | undefined {
  if (error.status === undefined) return undefined;
  try {
    const wire = google.rpc.Status.decode(error.status);
    if (wire.code !== error.code) return undefined;
    const details = (wire.details ?? []).map((any) => ({ typeUrl: any.type_url ?? "", value: any.value ?? empty }));
    return { code: wire.code, message: wire.message, details };
  } catch {
    return undefined;
  }
}

const empty = new Uint8Array();
