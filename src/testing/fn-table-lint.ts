import { GoError } from "../go/go-error.ts";
import { parseLintOptions } from "../lint/lint-config.ts";
import type { FnTable } from "./fn-table.ts";

/** The function `linter.*` of the conformance protocol. */
export const lintFns: FnTable = {
  "linter.parseOptions": (args) => {
    parseLintOptions(args.s ?? "");
    // What the reference reads well it can not write: its config holds a function.
    throw new GoError("json: unsupported type: linter.LintWarnFunc");
  },
};
