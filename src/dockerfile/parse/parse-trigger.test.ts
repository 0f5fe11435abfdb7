import { describe, expect, test } from "vitest";
import { LocatedError } from "../../text/located-error.ts";
import { parseTrigger } from "./parse-trigger.ts";

const lines = { start: 3, end: 4 };

function failure(expression: string): LocatedError {
  try {
    parseTrigger(expression, lines);
  } catch (error) {
    if (error instanceof LocatedError) return error;
    throw error;
  }
  throw new Error(`${expression} is a trigger`);
}

describe("a trigger", () => {
  test("is one instruction at the lines of the FROM that brought it", () => {
    expect(parseTrigger("COPY <<E /x\nt\nE", lines)).toMatchObject({
      kind: "copy",
      contents: [{ name: "E", data: "t\n" }],
      lines,
    });
  });

  test("has an escape character of its own", () => {
    expect(parseTrigger("# escape=`\nRUN a `\n b", lines)).toMatchObject({ command: { args: ["a  b"] } });
  });

  test.each([
    ["", "file with no instructions"],
    ["RUN a\nRUN b", "onbuild trigger should be a single expression"],
    ["RUM a", "unknown instruction: RUM (did you mean RUN?)"],
    ["ENV a", "ENV must have two arguments"],
    ["FROM a", "*instructions.Stage is not a command type"],
    ["USER", "USER requires exactly one argument"],
  ])("is not %j: %s", (expression, message) => {
    expect(failure(expression)).toMatchObject({ message, locations: [[lines]] });
  });
});
