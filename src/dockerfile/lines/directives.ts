import { GoError } from "../../go/go-error.ts";
import { toLower } from "../../go/letter-case.ts";
import { trimSpaceLeft } from "../../go/space.ts";
import { cut } from "../../go/trim.ts";
import type { LineRange } from "../../text/span.ts";
import { utf8Length } from "../../text/utf8.ts";
import { onlyOneDirective } from "../messages.ts";
import { jsonValue } from "./json-value.ts";
import { longestLine } from "./line-scanner.ts";

const directiveNames = ["syntax", "escape", "check"];

/** A directive as one line has it. */
export interface LineDirective {
  /** `syntax`, `escape` or `check`. */
  readonly name: string;
  readonly value: string;
}

/** A directive that was looked up in a file. */
export interface FoundDirective {
  /** The value up to its first space. */
  readonly value: string;
  /** The whole value. */
  readonly full: string;
  readonly lines: LineRange;
}

const shape = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=([^]*)$/;
const trailingSpace = /[\t\n\f\r ]$/;

/**
 * The directive that a line holds after a comment mark, or undefined; the mark must stand at its very start. A mark of
 * "" reads a comment's text, as for inline `check=`. @mirrors frontend/dockerfile/parser DirectiveParser.ParseLine
 */
export function lineDirective(line: string, mark: string): LineDirective | undefined {
  if (!line.startsWith(mark)) return undefined;
  const parts = shape.exec(trimSpaceLeft(line.slice(mark.length)));
  if (parts === null) return undefined;
  const name = toLower(parts[1] as string);
  const value = directiveValue(parts[2] as string);
  return value === undefined || !directiveNames.includes(name) ? undefined : { name, value };
}

/** The directives at the top of a file, one line at a time. @mirrors frontend/dockerfile/parser DirectiveParser */
export class DirectiveReader {
  private readonly mark: string;
  private readonly seen = new Set<string>();
  /** Whether a line was read that is no directive: none can follow. */
  done = false;

  constructor(mark: string) {
    this.mark = mark;
  }

  /** The directive of the next line; throws a GoError for one that is repeated. */
  read(line: string): LineDirective | undefined {
    if (this.done) return undefined;
    const directive = lineDirective(line, this.mark);
    if (directive === undefined) {
      this.done = true;
      return undefined;
    }
    if (this.seen.has(directive.name)) throw new GoError(onlyOneDirective(directive.name));
    this.seen.add(directive.name);
    return directive;
  }
}

/**
 * A directive at the top of a file: after a byte order mark and a `#!` line, before anything that is no directive.
 * @mirrors frontend/dockerfile/parser ParseDirective
 */
export function parseDirective(name: string, text: string): FoundDirective | undefined {
  const head = headOf(text);
  return findDirective(name, head.text, head.line, "#");
}

/**
 * The syntax directive of a file: as `parseDirective`, else in `//` comments, else as the member of a JSON object, whose
 * whole value then is `value`. @mirrors frontend/dockerfile/parser DetectSyntax
 */
export function detectSyntax(text: string): FoundDirective | undefined {
  const head = headOf(text);
  return (
    findDirective("syntax", head.text, head.line, "#") ??
    findDirective("syntax", head.text, head.line, "//") ??
    jsonSyntax(head.text, head.line)
  );
}

function headOf(text: string): { text: string; line: number } {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  if (!body.startsWith("#!")) return { text: body, line: 0 };
  const end = body.indexOf("\n");
  return { text: end < 0 ? "" : body.slice(end + 1), line: 1 };
}

function findDirective(name: string, text: string, linesBefore: number, mark: string): FoundDirective | undefined {
  const reader = new DirectiveReader(mark);
  let line = linesBefore;
  for (let at = 0; at < text.length && !reader.done; ) {
    const end = text.indexOf("\n", at);
    const raw = text.slice(at, end < 0 ? text.length : end);
    if (raw.length > longestLine / 3 && utf8Length(raw) > longestLine) return undefined;
    at = end < 0 ? text.length : end + 1;
    line++;
    const directive = readOrStop(reader, raw.endsWith("\r") ? raw.slice(0, -1) : raw);
    if (directive === "repeated") return undefined;
    if (directive?.name !== name) continue;
    return { value: cut(directive.value, " ")[0], full: directive.value, lines: { start: line, end: line } };
  }
  return undefined;
}

function readOrStop(reader: DirectiveReader, line: string): LineDirective | "repeated" | undefined {
  try {
    return reader.read(line);
  } catch (error) {
    if (error instanceof GoError) return "repeated";
    throw error;
  }
}

/** Blanks around the value go, but a value of blanks alone is the last of them. A line feed is no part of a value. */
function directiveValue(text: string): string | undefined {
  let start = 0;
  while (start < text.length && isRegexpSpace(text.charCodeAt(start))) start++;
  let end = text.length;
  while (end > start && isRegexpSpace(text.charCodeAt(end - 1))) end--;
  const value = start < end ? text.slice(start, end) : trailingSpace.test(text) ? text.slice(-1) : "";
  return value === "" || value.includes("\n") ? undefined : value;
}

function isRegexpSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0c || unit === 0x0d;
}

function jsonSyntax(text: string, line: number): FoundDirective | undefined {
  const root = jsonValue(text);
  if (root === undefined || root.kind !== "object") return undefined;
  const member = root.members.findLast(([key]) => key === "syntax")?.[1];
  if (member === undefined || member.kind !== "string") return undefined;
  return { value: member.value, full: member.value, lines: { start: line, end: line } };
}
