import { expect, test } from "vitest";
import { encodeUtf8 } from "../text/utf8.ts";
import { commitTime } from "./commit-time.ts";

const tree = `tree ${"a".repeat(40)}\n`;
const author = "author A <a@x> 1690000000 +0200\n";

function timeOf(committer: string) {
  return commitTime(encodeUtf8(`${tree}${author}committer ${committer}\n\nmessage\n`));
}

test("the committer's time, in its zone", () => {
  expect(timeOf("C <c@x> 1690000500 +0000")).toEqual({ seconds: 1690000500n, offset: 0 });
  expect(timeOf("C <D> <c@x> -5 -0530")).toEqual({ seconds: -5n, offset: -19800 });
});

test("a signature's lines are no headers", () => {
  const signed = `${tree}gpgsig -----BEGIN\n committer X <x> 1 +0000\n -----END\n${author}committer C <c@x> 7 +0000\n\nm\n`;
  expect(commitTime(encodeUtf8(signed))?.seconds).toBe(7n);
});

test.each(["C", "C <c@x>", "C <c@x> 7", "C <c@x> seven +0000", "C <c@x> 7 0000"])("%j has no time", (committer) => {
  expect(timeOf(committer)).toBeUndefined();
});

test("what is no commit is refused with the reference's words", () => {
  expect(() => commitTime(encodeUtf8("x"))).toThrow("invalid commit object: missing tree header");
  expect(() => commitTime(encodeUtf8(`${tree}${author}\n`))).toThrow("invalid commit object: missing committer header");
  const tag = "object a\ntype commit\ntag v1\ntagger T <t@x> 1 +0000\n\nm\n";
  expect(() => commitTime(encodeUtf8(tag))).toThrow("not a commit object");
});
