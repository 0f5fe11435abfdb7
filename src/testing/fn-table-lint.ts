import { parseLintOptions } from "../lint/lint-config.ts";
import type { FnTable } from "./fn-table.ts";

/** The functions `linter.*` of the conformance protocol. */
export const lintFns: FnTable = {
  "linter.parseOptions": (args) => {
    parseLintOptions(args.s ?? "");
    // What the reference's answers hold of a config is that it cannot be written.
    throw new Error("json: unsupported type: linter.LintWarnFunc");
  },
};
