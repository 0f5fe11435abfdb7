import { expect, test } from "vitest";
import type { Diagnostic } from "./diagnostic.ts";
import { renderDiagnostic } from "./render-diagnostic.ts";
import { sourceText } from "./source-text.ts";

function show(
  text: string,
  marked: string,
  more: Partial<Diagnostic> & { width?: number; color?: boolean } = {},
): string {
  const start = text.indexOf(marked);
  const diagnostic = {
    code: "x",
    severity: "error",
    message: "bad",
    span: { start, end: start + marked.length },
    ...more,
  } as const;
  return renderDiagnostic(diagnostic, sourceText(text, "Dockerfile"), more);
}

test("a diagnostic shows its place, its words, its line with the one before, and what of it is meant", () => {
  expect(show("FROM a\nRUM x\nRUN y\n", "RUM")).toBe(
    ["Dockerfile:2:1: error: bad [x]", "1 | FROM a", "2 | RUM x", "  | ^~~", ""].join("\n"),
  );
});

test("the first line has none before it, and a tab is one column", () => {
  expect(show("\tFOO", "FOO")).toBe(["Dockerfile:1:2: error: bad [x]", "1 |  FOO", "  |  ^~~", ""].join("\n"));
});

test("what spans lines is marked to the end of its first", () => {
  expect(show("RUN a \\\n  b\n", "a \\\n  b")).toContain("  |     ^~~\n");
});

test("columns count characters, not units", () => {
  expect(show("RUN 😀 x", "x")).toContain("Dockerfile:1:7: error");
});

test("an empty span, and one at the end of the file, has a caret", () => {
  expect(show("FROM a", "", { span: { start: 6, end: 6 } })).toContain("1 | FROM a\n  |       ^\n");
});

test("a long line is cut round what is marked", () => {
  const line = `RUN ${"a".repeat(30_000)}HERE${"b".repeat(30_000)}`;
  const rows = show(line, "HERE", { width: 44 }).split("\n");
  expect(rows[1]).toContain("HERE");
  expect(Math.max(...rows.slice(1).map((row) => row.length))).toBeLessThanOrEqual(44);
  expect(rows[2]?.indexOf("^")).toBe(rows[1]?.indexOf("HERE"));
});

test("nothing of the source acts on the terminal", () => {
  const text = show("RUN \u001b[31m\udcff\u009b\u202ex", "x", { message: "bad \u001b]0;t\u0007" });
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

test("colour is asked for", () => {
  expect(show("x", "x", { color: true })).toContain("\u001b[1;31merror\u001b[0m: bad");
});

test("related places follow", () => {
  const related = [{ span: { start: 0, end: 4 }, message: "first here" }];
  expect(show("FROM a\nFROM b", "FROM b", { related })).toContain(
    "Dockerfile:1:1: note: first here\n1 | FROM a\n  | ^~~~\n",
  );
});

test("an empty file has a place", () => {
  expect(show("", "")).toMatch(/^Dockerfile:1:1: error: bad \[x\]\n/);
});

test("the page that explains it comes last", () => {
  expect(show("x", "x", { url: "https://example.com/" })).toMatch(/\nhttps:\/\/example\.com\/\n$/);
});
