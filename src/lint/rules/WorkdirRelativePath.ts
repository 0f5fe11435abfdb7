import { quote } from "../../go/quote.ts";
import { isAbsOn } from "../../go/system-path.ts";
import type { Rule } from "../rule.ts";

/** The first WORKDIR of the file stands on the base image's, which may change. */
export const WorkdirRelativePath: Rule<[path: string]> = {
  name: "WorkdirRelativePath",
  description:
    "Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes",
  url: "https://docs.docker.com/go/dockerfile/rule/workdir-relative-path/",
  experimental: false,
  message: (path) => `Relative workdir ${quote(path)} can have unexpected results if the base image changes`,
  checks: {
    workdirSet: ({ first, path, os, lines }) =>
      first && !isAbsOn(path, os) ? [{ message: WorkdirRelativePath.message(path), lines }] : [],
  },
};
