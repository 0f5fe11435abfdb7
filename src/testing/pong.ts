import { moby } from "#proto/gateway.js";
import { gatewayCaps, llbCaps } from "../gateway/known-caps.ts";

const enabled = (ids: Iterable<string>) => [...ids].map((ID) => ({ ID, Enabled: true }));

/** The answer to Ping of a daemon that can do everything except `missing`. */
export function encodedPong(missing: readonly string[] = []): Uint8Array {
  const without = (ids: Iterable<string>) => enabled(ids).filter(({ ID }) => !missing.includes(ID));
  const pong = { FrontendAPICaps: without(gatewayCaps.keys()), LLBCaps: without(llbCaps.keys()) };
  return moby.buildkit.v1.frontend.PongResponse.encode(pong).finish();
}
