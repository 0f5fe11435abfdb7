import { isByteSurrogate } from "../../text/utf8.ts";
import { parseExpression } from "./parse-expression.ts";
import { ExpressionRun } from "./run-expression.ts";

/** One pattern of an ignore file; what it means is found out when it is first asked. */
export class IgnorePattern {
  /** The cleaned pattern, without `!`. */
  readonly text: string;
  /** Whether it brings back what patterns before it exclude. */
  readonly isException: boolean;
  private meaning: Meaning | undefined;

  constructor(text: string, isException: boolean) {
    this.text = text;
    this.isException = isException;
  }

  /** Whether it matches any prefix of the path; `ends` are their lengths, ascending. Throws a GoError where malformed. */
  matchesAny(path: string, ends: readonly number[]): boolean {
    this.meaning ??= meaningOf(this.text);
    switch (this.meaning.kind) {
      case "exact":
        return ends.includes(this.text.length) && path.startsWith(this.text);
      case "prefix": {
        const prefix = this.text.slice(0, -2);
        return (ends.at(-1) as number) >= prefix.length && path.startsWith(prefix);
      }
      case "suffix":
        return ends.some((end) => endsWithPath(path, end, this.text.slice(2)));
      case "expression":
        return this.meaning.expression.matchesPrefix(path, ends);
    }
  }
}

/** A pattern without special characters, but for a `**` at one end, is compared as text. */
type Meaning =
  | { readonly kind: "exact" | "prefix" | "suffix" }
  | { readonly kind: "expression"; readonly expression: ExpressionRun };

function endsWithPath(path: string, end: number, suffix: string): boolean {
  if (path.endsWith(suffix, end)) return true;
  return suffix.startsWith("/") && end === suffix.length - 1 && path.startsWith(suffix.slice(1));
}

/**
 * The expression that the reference makes of a pattern, and whether it needs one. `*` and `?` do not cross `/`; `**`
 * crosses any number; what follows a backslash keeps it, so that a letter becomes a class of Go's expressions; a `^` is
 * an anchor, a `|` separates alternatives and `{2}` repeats: the reference means to escape bars and braces, but its table
 * of characters ends before them. A class is copied without looking into it.
 * @mirrors github.com/moby/patternmatcher Pattern.compile
 */
function meaningOf(pattern: string): Meaning {
  const characters = [...pattern].map((character) =>
    isByteSurrogate(character.codePointAt(0) as number) ? "\ufffd" : character,
  );
  if (characters[0] === "\ufeff") characters.shift();
  let kind: Meaning["kind"] = "exact";
  let source = "^";
  for (let at = 0, index = 0; at < characters.length; at++, index++) {
    const character = characters[at] as string;
    if (character === "*" && characters[at + 1] === "*") {
      at += characters[at + 2] === "/" ? 2 : 1;
      const isLast = at + 1 === characters.length;
      if (isLast && kind === "exact") kind = "prefix";
      else {
        source += isLast ? ".*" : "(.*/)?";
        kind = "expression";
      }
      if (index === 0) kind = "suffix";
    } else if (character === "\\") {
      const next = characters[++at];
      source += next === undefined ? "\\" : `\\${next}`;
      if (next !== undefined) kind = "expression";
    } else {
      source += translated(character);
      if ("*?[]".includes(character)) kind = "expression";
    }
  }
  return kind === "expression" ? { kind, expression: new ExpressionRun(parseExpression(`${source}$`)) } : { kind };
}

function translated(character: string): string {
  if (character === "*") return "[^/]*";
  if (character === "?") return "[^/]";
  return ".+()$".includes(character) ? `\\${character}` : character;
}
