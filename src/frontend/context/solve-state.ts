import type { Ref } from "../../gateway/gateway.ts";
import type { Definition } from "../../llb/definition.ts";
import { marshal } from "../../llb/marshal.ts";
import type { State } from "../../llb/state.ts";
import { type BuildSession, localIdsOf } from "../build-session.ts";
import { messages } from "../messages.ts";

/** The definition of a state that the frontend itself wants to read from. */
export function definitionOf({ gateway, host }: BuildSession, state: State): Definition {
  return marshal(state, { caps: gateway.llbCaps, platform: host.defaultPlatform, newLocalId: localIdsOf(host) });
}

/** The one filesystem that a definition solves to; `evaluate` runs it now. */
export async function solveDefinition(session: BuildSession, definition: Definition, evaluate = false): Promise<Ref> {
  const result = await session.gateway.solve({ definition, ...(evaluate ? { evaluate } : {}) });
  if (result.ref === undefined) throw new Error(messages.internal("a source solved to nothing"));
  return result.ref;
}
