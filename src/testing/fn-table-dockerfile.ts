import { detectSyntax, parseDirective } from "../dockerfile/lines/directives.ts";
import { parseHeredocWord } from "../dockerfile/lines/heredoc-word.ts";
import type { Environment, ExpandOptions } from "../dockerfile/words/environment.ts";
import { expandWord, expandWords } from "../dockerfile/words/expand-word.ts";
import { sortedStrings } from "../go/code-point-order.ts";
import { cut } from "../go/trim.ts";
import { wireRanges } from "../text/span.ts";
import type { FnArgs, FnTable } from "./fn-table.ts";

/** The functions `shell.*` and `parser.*` of the conformance protocol. */
export const dockerfileFns: FnTable = {
  "shell.processWord": (args) => {
    const word = args.s ?? "";
    const env = environmentOf(args);
    const { value, matched, unmatched } = expandWord(word, env, optionsOf(args));
    return {
      result: value,
      words: orNull(expandWords(word, env, optionsOf(args))),
      matched: sortedStrings(matched),
      unmatched: sortedStrings(unmatched),
    };
  },
  "shell.processWords": (args) => ({
    words: orNull(expandWords(args.s ?? "", environmentOf(args), optionsOf(args))),
  }),
  "parser.parseHeredoc": (args) => {
    const heredoc = parseHeredocWord(args.s ?? "");
    if (heredoc === undefined) return null;
    return {
      Name: heredoc.name,
      FileDescriptor: heredoc.fileDescriptor,
      Expand: heredoc.expand,
      Chomp: heredoc.chomp,
      Content: heredoc.content,
    };
  },
  "parser.detectSyntax": (args) => {
    const found = detectSyntax(args.s ?? "");
    return {
      ok: found !== undefined,
      ref: found?.value ?? "",
      cmdline: found?.full ?? "",
      ranges: found === undefined ? [] : wireRanges(found.lines),
    };
  },
  "parser.parseDirective": (args) => {
    const found = parseDirective(args.s2 ?? "", args.s ?? "");
    return {
      ok: found !== undefined,
      value: found?.value ?? "",
      full: found?.full ?? "",
      ranges: found === undefined ? [] : wireRanges(found.lines),
    };
  },
};

/** Go's nil slice. */
function orNull(list: readonly string[]): readonly string[] | null {
  return list.length === 0 ? null : list;
}

function optionsOf(args: FnArgs): ExpandOptions {
  return {
    escape: args.escape === "`" ? "`" : "\\",
    rawQuotes: args.rawQuotes === true,
    rawEscapes: args.rawEscapes === true,
    skipProcessQuotes: args.skipProcessQuotes === true,
    skipUnsetEnv: args.skipUnsetEnv === true,
  };
}

/** The list's variables; the last of a name counts. */
function environmentOf(args: FnArgs): Environment {
  const values = new Map<string, string>();
  const keys: string[] = [];
  for (const entry of args.env ?? []) {
    const [key, value] = cut(entry, "=");
    keys.push(key);
    values.set(key, value);
  }
  return { get: (key) => values.get(key), keys: () => keys };
}
