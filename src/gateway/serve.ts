import { TransportError } from "./errors.ts";
import type { Gateway, Result } from "./gateway.ts";
import { statusOf } from "./status.ts";

/** How a build that was served ended. */
export interface Served {
  /** True when the daemon has taken the result, or the error: the process may then exit with 0. */
  readonly answered: boolean;
  /** What went wrong, for the daemon's log. */
  readonly failure?: string;
}

type Outcome = Parameters<Gateway["return"]>[0];

/**
 * Runs a frontend and tells the daemon its result or error. What the daemon does not take (a result too large for one
 * message, an error whose details are) is told again as the error it gave, at last by its words alone.
 */
export async function serve(gateway: Gateway, frontend: (gateway: Gateway) => Promise<Result>): Promise<Served> {
  let outcome = await outcomeOf(gateway, frontend);
  let failure = "error" in outcome ? statusOf(outcome.error).message : undefined;
  for (let attempt = 0; ; attempt++) {
    try {
      await gateway.return(outcome);
      const answered = gateway.caps.supports("return") || "result" in outcome;
      return { answered, ...(failure !== undefined && { failure }) };
    } catch (error) {
      failure ??= statusOf(error).message;
      if (error instanceof TransportError || attempt === 2) return { answered: false, failure };
      outcome = "error" in outcome ? { error: new Error(statusOf(outcome.error).message) } : { error };
    }
  }
}

async function outcomeOf(gateway: Gateway, frontend: (gateway: Gateway) => Promise<Result>): Promise<Outcome> {
  try {
    return { result: await frontend(gateway) };
  } catch (error) {
    return { error };
  }
}
