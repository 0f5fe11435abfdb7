import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sourceText } from "../../text/source-text.ts";
import { encodeUtf8 } from "../../text/utf8.ts";
import type { Dockerfile } from "../ast/dockerfile.ts";
import type { Instruction, InstructionByKeyword, Keyword } from "../ast/instructions.ts";
import { print } from "../print.ts";
import { parseDockerfile } from "./parse-dockerfile.ts";

const parse = (text: string | Uint8Array): Dockerfile => parseDockerfile(sourceText(text, "Dockerfile"));

function only<Name extends Keyword>(kind: Name, line: string): InstructionByKeyword[Name] {
  const { nodes, error } = parse(`FROM scratch\n${line}`);
  expect(error).toBeUndefined();
  const node = nodes.find((candidate: Instruction) => candidate.kind === kind && candidate !== nodes[0]);
  if (node === undefined) throw new Error(`no ${kind} in ${line}`);
  return node as InstructionByKeyword[Name];
}

describe("lines", () => {
  test("are joined over continuations, comments and empty lines", () => {
    const { stages, emptyContinuations } = parse("FROM a\nRUN x \\\n# c\n  y \\  \n\n z\n");
    expect(stages[0]?.instructions[0]?.code).toBe("RUN x   y  z");
    expect(stages[0]?.instructions[0]?.lines).toEqual({ start: 2, end: 6 });
    expect(emptyContinuations).toEqual([{ start: 6, end: 6 }]);
  });

  test("are not joined by an escape that is escaped itself", () => {
    expect(parse("FROM a\nRUN x \\\\\nRUN y").nodes.length).toBe(3);
  });

  test("joined inside a character make that character", () => {
    const bytes = new Uint8Array([...encodeUtf8("FROM a\nRUN "), 0xc3, 0x5c, 0x0a, 0xa9, 0x0a]);
    expect(parse(bytes).nodes[1]?.code).toBe("RUN é");
  });

  test("take the file's escape character", () => {
    const { escape, nodes, directives } = parse("# syntax=x y\n# Escape = `\nFROM a\nRUN x `\n y\\\n");
    expect(escape).toBe("`");
    expect(nodes[1]?.code).toBe("RUN x  y\\");
    expect(directives.map(({ name, value, line }) => [name, value, line])).toEqual([
      ["syntax", "x y", 1],
      ["escape", "`", 2],
    ]);
  });

  test("have the comments above them, until an empty comment", () => {
    const comments = (text: string) => parse(text).nodes[0]?.comments;
    expect(comments("# check=skip=all\n# a\n\n#b \n  # c\nFROM a")).toEqual(["a", "b", "# c"]);
    expect(comments("# a\n#\n# b\nFROM a")).toEqual(["b"]);
    expect(comments("\u00a0# a\nFROM a")).toEqual(["\udca0# a"]);
  });
});

describe("instructions", () => {
  test("FROM has a base, a name in lower case and a platform", () => {
    const [from] = parse("# build the first\nFROM --platform=$X a:1 as Build").stages;
    expect(from?.from).toMatchObject({ name: "build", asKeyword: "as", docComment: "the first" });
    expect(from?.from.base).toEqual({ text: "a:1", span: { start: 37, end: 40 } });
    expect(from?.from.nameWord?.text).toBe("Build");
    expect(from?.from.platform?.text).toBe("$X");
  });

  test("ARG has pairs with their doc comments", () => {
    const [arg] = parse("# A is first\nARG A B= C='x y'").globalArgs;
    expect(arg?.pairs).toEqual([
      { key: "A", value: undefined, docComment: "is first" },
      { key: "B", value: "", docComment: "" },
      { key: "C", value: "'x y'", docComment: "" },
    ]);
  });

  test("ENV has pairs, or one in the legacy form", () => {
    expect(only("env", 'ENV a=b "c d"=e\\ f').pairs).toEqual([
      { key: "a", value: "b", noDelim: false },
      { key: '"c d"', value: "e\\ f", noDelim: false },
    ]);
    expect(only("env", "ENV a b = c").pairs).toEqual([{ key: "a", value: "b = c", noDelim: true }]);
  });

  test("RUN has shell form, exec form and heredocs", () => {
    expect(only("run", "RUN [ x ]").command).toEqual({ args: ["[ x ]"], json: false, heredocs: [] });
    expect(only("run", 'RUN ["a", "\\u0041"]').command).toEqual({ args: ["a", "A"], json: true, heredocs: [] });
    const { command, lines } = only("run", "RUN <<-'E' 3<<F cat\n\ta\n\tE\nb\r\nF\n");
    expect(command.heredocs).toEqual([
      { name: "E", expand: false, chomp: true, content: "\ta\n", fileDescriptor: 0 },
      { name: "F", expand: true, chomp: false, content: "b\r\n", fileDescriptor: 3 },
    ]);
    expect(lines).toEqual({ start: 2, end: 6 });
  });

  test("RUN has mounts, a network, security and devices", () => {
    const run = only("run", "RUN --mount=type=cache,target=/x --network=none --device=a=b,required --mount=ro x");
    expect(run).toMatchObject({ mounts: ["type=cache,target=/x", "ro"], network: "none", security: "sandbox" });
    expect(run.devices).toEqual([{ name: "a=b", required: true }]);
    expect(run.flagsUsed).toEqual(["device", "mount", "network"]);
  });

  test("COPY has sources, heredocs and a destination", () => {
    const copy = only("copy", "COPY --from=b --link=False --exclude=x --exclude='y z' a <<-E c /d\n\tt\n\tE\n");
    expect(copy).toMatchObject({ sources: ["a", "c"], dest: "/d", from: "b", link: false, exclude: ["x", "y z"] });
    expect(copy.contents).toEqual([{ name: "E", data: "t\n", expand: true }]);
    expect(only("copy", 'COPY ["<<E", "b c", "d"]').contents).toEqual([{ name: "E", data: "", expand: true }]);
  });

  test("ADD tells a flag that is absent from one that is false", () => {
    expect(only("add", "ADD --unpack=false a b")).toMatchObject({ unpack: false, keepGitDir: undefined });
  });

  test("HEALTHCHECK has its times in nanoseconds", () => {
    expect(only("healthcheck", "HEALTHCHECK --interval=1m1.5s --retries=+3 CMD a b").health).toEqual({
      test: ["CMD-SHELL", "a b"],
      interval: 61_500_000_000n,
      timeout: 0n,
      startPeriod: 0n,
      startInterval: 0n,
      retries: 3,
    });
    expect(only("healthcheck", "HEALTHCHECK --unknown none").health.test).toEqual(["NONE"]);
  });

  test("ONBUILD keeps its trigger as written, heredocs and all", () => {
    expect(only("onbuild", "ONBUILD  COPY --link <<E /x \nt\nE\n").expression).toBe("COPY --link <<E /x \nt\nE");
    expect(only("onbuild", "ONBU\u0130LD RUN x").expression).toBe("ONBU\u0130LD RUN x");
  });

  test("the others have what they are about", () => {
    expect(only("expose", "EXPOSE 90 80/tcp 443").ports).toEqual(["443", "80/tcp", "90"]);
    expect(only("volume", 'VOLUME [" /a ", "/b"]').volumes).toEqual(["/a", "/b"]);
    expect(only("shell", 'SHELL ["a", "-c"]').shell).toEqual(["a", "-c"]);
    expect(only("workdir", "WORKDIR /a b ").path).toBe("/a b");
    expect(only("stopsignal", "STOPSIGNAL --x=y 9").signal).toBe("9");
    expect(only("entrypoint", "ENTRYPOINT []").command).toEqual({ args: [], json: true, heredocs: [] });
  });

  test("a flag's bytes are characters of their own", () => {
    expect(only("copy", "COPY --chown=é a b").chown).toBe("Ã©");
  });
});

describe("the error is the reference's first", () => {
  const cases: [string, string, number, number, number][] = [
    ["", "file with no instructions", 0, 0, -1],
    ["\n# x\n", "file with no instructions", 2, 2, -1],
    ["# escape=x\nFROM a", "invalid escape token 'x' does not match ` or \\", 0, 0, -1],
    [
      "FROM a\n# escape=`\nFOM b",
      "dockerfile parse error on line 3: unknown instruction: FOM (did you mean FROM?)",
      3,
      3,
      1,
    ],
    ["# syntax=a\n# syntax=b\nFROM a", "only one syntax parser directive can be used", 1, 1, -1],
    ["FOM a\nFROM b\nENV x", "ENV must have two arguments", 3, 3, -1],
    ["FROM a\nRUN [1]", "when using JSON array syntax, arrays must be comprised of strings only", 2, 2, -1],
    ["FROM a\nENV a=b c", 'Syntax error - can\'t find = in "c". Must be of the form: name=value', 2, 2, -1],
    ["FROM a\nRUN <<E\nx\n", "unterminated heredoc", 2, 3, -1],
    ["RUN x\nFROM a", "no build stage in current context", 1, 1, 1],
    ["FROM a\nCOPY --frm=x a b", "dockerfile parse error on line 2: unknown flag: --frm (did you mean from?)", 2, 2, 1],
    ["FROM a\nCOPY --link= a b", "dockerfile parse error on line 2: missing a value on flag: --link", 2, 2, 1],
    ["FROM a b", "dockerfile parse error on line 1: FROM requires either one or three arguments", 1, 1, 0],
    [
      "FROM a AS 1",
      'dockerfile parse error on line 1: invalid name for build stage: "1", name can\'t start with a number or contain symbols',
      1,
      1,
      0,
    ],
    [
      "FROM a\nRUN --mount=from=$x,ro y",
      "dockerfile parse error on line 2: 'from' doesn't support variable expansion, define alias stage instead",
      2,
      2,
      1,
    ],
    ["FROM a\nRUN --mount= y", "dockerfile parse error on line 2: failed to parse csv mounts: EOF", 2, 2, 1],
    ["FROM a\nONBUILD ONBUILD ENV x", "ENV must have two arguments", 2, 2, -1],
    ["FROM a\nONBUILD FROM x", "dockerfile parse error on line 2: FROM isn't allowed as an ONBUILD trigger", 2, 2, 1],
    [
      "FROM a\nHEALTHCHECK --interval=1us CMD x",
      'dockerfile parse error on line 2: Interval "interval" cannot be less than 1ms',
      2,
      2,
      1,
    ],
  ];
  test.each(cases)("%j: %s", (text, message, start, end, nodeCount) => {
    expect(parse(text).error).toEqual({ message, locations: [[{ start, end }]], nodeCount });
  });

  test("and a line of 65,536 bytes ends the file", () => {
    const longest = `FROM a\nRUN ${"x".repeat(65_531)}`;
    expect(parse(longest).error).toBeUndefined();
    expect(parse(`${longest}x\nFOM b`).error).toEqual({
      message: "dockerfile line greater than max allowed size of 65535",
      locations: [[{ start: 1, end: 1 }]],
      nodeCount: -1,
    });
  });
});

describe("diagnostics", () => {
  test("are all the errors of a file, each at its text", () => {
    const text = "FROM a\nFOM b\nCOPY --link --x=1 a \\\n b\nENV c\nRUN --mount=type=cache --network=z y\n";
    const { diagnostics, nodes } = parse(text);
    expect(diagnostics.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
      ["dockerfile/unknown-instruction", "FOM"],
      ["dockerfile/unknown-flag", "--x=1"],
      ["dockerfile/missing-value", "c"],
      ["dockerfile/invalid-flag-value", "--network=z"],
    ]);
    expect(nodes.map(({ kind }) => kind)).toEqual(["from", "invalid", "invalid", "invalid", "invalid"]);
  });

  test("end at the first error, and no instruction is built behind it, where no more is asked for", () => {
    const toError = (text: string) =>
      parseDockerfile(sourceText(encodeUtf8(text), "Dockerfile"), { firstErrorOnly: true });
    const kinds = (text: string) => toError(text).nodes.map(({ kind }) => kind);
    expect(kinds("FROM a\nFOM b\nRUN c\nCOPY --x=1 a b\n")).toEqual(["from", "invalid"]);
    expect(toError("FROM a\nFOM b\nCOPY --x=1 a b\n").diagnostics.length).toBe(1);
    // The reference joins all lines before it reads an instruction.
    expect(kinds("FROM a\nFOM b\nRUN c\nENV d\nENV e\n")).toEqual(["from", "invalid"]);
    expect(toError("FROM a\nFOM b\nRUN c\nENV d\nENV e\n").error).toEqual(
      parse("FROM a\nFOM b\nRUN c\nENV d\nENV e\n").error,
    );
  });

  test("do not blame instructions for a misspelt FROM", () => {
    expect(parse("FORM a\nRUN x").diagnostics.map(({ code }) => code)).toEqual(["dockerfile/unknown-instruction"]);
    expect(parse("RUN x\nFROM a").diagnostics.map(({ code }) => code)).toEqual(["dockerfile/no-build-stage"]);
  });
});

describe("printing gives back every byte", () => {
  const pieces = [
    "FROM a\n",
    "RUN x \\\n",
    "# c\n",
    "\r\n",
    "<<E",
    "E\n",
    "COPY --a ",
    '["',
    "\\",
    "`",
    "\ufeff",
    "é",
    "\t",
  ];
  test("of texts like Dockerfiles", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (parts) => {
        const text = parts.join("");
        expect(print(parse(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test("of any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(encodeUtf8(print(parse(bytes)))).toEqual(bytes);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe("a file of a mebibyte is read in a moment", () => {
  const mebibyte = 1 << 20;
  const fill = (part: string): string => part.repeat(Math.floor(mebibyte / part.length));
  test.each([
    ["line feeds", fill("\n")],
    ["unknown instructions", fill("abc\n")],
    ["continuations", `FROM a\nRUN x \\\n${fill("a \\\n")}`],
    ["triggers", `FROM a\n${fill(`${"ONBUILD ".repeat(8000)}\\\n`)}ENV x`],
    ["words", `FROM a\nCOPY ${fill(`${"a ".repeat(30_000)}\\\n`)}`],
    ["variables", `FROM a\nRUN <<E ${fill(`${"${a:-".repeat(10_000)}\\\n`)}`],
    ["brackets", `FROM a\nRUN ${fill(`${"[".repeat(60_000)}\\\n`)}`],
    ["flags", `FROM a\nCOPY ${fill(`${"--exclude=é ".repeat(4000)}\\\n`)} a b`],
  ])("%s", { timeout: 30_000 }, (_name, text) => {
    expect(parse(text).source.text.length).toBeGreaterThan(0.9 * mebibyte);
  });
});
