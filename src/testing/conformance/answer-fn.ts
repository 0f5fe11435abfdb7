import { quote } from "../../go/quote.ts";
import { basicFns, type FnTable } from "../fn-table.ts";
import { dockerfileFns } from "../fn-table-dockerfile.ts";
import { lintFns } from "../fn-table-lint.ts";
import { asError, failure } from "./failure.ts";
import type { Request } from "./request.ts";
import type { Response } from "./response.ts";

/** Every function that the protocol names. */
export const fns: FnTable = { ...basicFns, ...dockerfileFns, ...lintFns };

/** The answer of one pure function. */
export function answerFn({ id, fn = "", args = {} }: Request): Response {
  const run = fns[fn];
  if (run === undefined) return failure(id, "fn", new Error(`unknown function ${quote(fn)}`));
  try {
    return { id, ok: true, head: "", warnings: [], result: run(args) };
  } catch (error) {
    return failure(id, "fn", asError(error));
  }
}
