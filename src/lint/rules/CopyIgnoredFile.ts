import { matchesPathOrParent, type PatternMatcher } from "../../dockerfile/ignore/pattern-matcher.ts";
import { clean } from "../../go/path.ts";
import { quote } from "../../go/quote.ts";
import type { Rule } from "../rule.ts";

/** COPY or ADD of a path that the ignore file keeps out of the context. */
export const CopyIgnoredFile: Rule<[verb: string, path: string]> = {
  name: "CopyIgnoredFile",
  description: "Attempting to Copy file that is excluded by .dockerignore",
  url: "https://docs.docker.com/go/dockerfile/rule/copy-ignored-file/",
  experimental: false,
  message: (verb, path) => `Attempting to ${verb} file ${quote(path)} that is excluded by .dockerignore`,
  checks: {
    copySource({ at, path, ignore }) {
      const source = clean(path);
      if (!isIgnored(source, ignore)) return [];
      const verb = at.instruction.kind === "add" ? "Add" : "Copy";
      return [{ message: CopyIgnoredFile.message(verb, source), lines: at.lines }];
    },
  },
};

/** With an exception among the patterns nothing is certain: an ignored folder may hold a file that is not. */
function isIgnored(path: string, ignore: PatternMatcher): boolean {
  if (ignore.hasExceptions) return false;
  if ((path === "." || path === "/") && !ignoresAll(ignore)) return false;
  try {
    return matchesPathOrParent(ignore, path);
  } catch {
    // A pattern that can not be matched: the reference says nothing about it here.
    return false;
  }
}

/** The context's root is no file: it counts as ignored only where a pattern says so of all that is in it. */
function ignoresAll({ patterns }: PatternMatcher): boolean {
  return patterns.some(({ text }) => text === "*" || text === "**" || text === "**/*");
}
