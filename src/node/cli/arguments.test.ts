import { expect, test } from "vitest";
import { parseDumpArguments, UsageError } from "./arguments.ts";

const optsOf = (args: readonly string[], env: Record<string, string> = {}) => [...parseDumpArguments(args, env).opts];

test("flags become the opts that a client of BuildKit sends", () => {
  expect(
    optsOf(["--target", "t", "--platform=linux/arm64", "--build-arg", "A=b=c", "--label", "k=v", "--no-cache", "."]),
  ).toEqual([
    ["target", "t"],
    ["platform", "linux/arm64"],
    ["no-cache", ""],
    ["build-arg:A", "b=c"],
    ["label:k", "v"],
  ]);
});

test("a build argument without a value takes the environment's, and none where that has none", () => {
  expect(optsOf(["--build-arg", "A", "--build-arg", "B", "--build-arg", "C="], { A: "1" })).toEqual([
    ["build-arg:A", "1"],
    ["build-arg:C", ""],
  ]);
});

test("--opt has the last word", () => {
  expect(optsOf(["--opt", "target=b", "--target", "a"])).toEqual([["target", "b"]]);
});

test("a build context is a directory, or what names a source", () => {
  const parsed = parseDumpArguments(["--build-context", "a=./dir", "--build-context", "b=docker-image://x"], {});
  expect([...parsed.opts]).toEqual([
    ["context:a", "local:a"],
    ["context:b", "docker-image://x"],
  ]);
  expect([...parsed.directories]).toEqual([["a", "./dir"]]);
});

test("the context is the current directory, and -f may be stdin", () => {
  expect(parseDumpArguments(["-f", "-"], {})).toMatchObject({ file: "-", context: ".", resolve: undefined });
});

test.each([
  [["a", "b"], "one PATH is enough: b is a second one"],
  [["--opt", "x"], "--opt takes KEY=VALUE, not x"],
  [["--label", "=v"], "KEY=VALUE expected, not =v"],
  [["--build-context", "x"], "--build-context takes NAME=DIRECTORY or NAME=SOURCE, not x"],
  [["--resolve=registry"], "--resolve is buildkit or offline, not registry"],
  [["--nope"], "Unknown option '--nope'"],
  [["--target"], "argument missing"],
])("%j is a mistake that is named", (args, message) => {
  expect(() => parseDumpArguments(args as string[], {})).toThrow(UsageError);
  expect(() => parseDumpArguments(args as string[], {})).toThrow(message as string);
});
