import { describe, expect, it } from "vitest";
import { lintText, shown } from "../testing/lint-text.ts";
import { defaultLintConfig, parseLintOptions } from "./lint-config.ts";
import { formatWarning } from "./lint-warning.ts";
import { createLinter } from "./linter.ts";

const rulesOf = async (...args: Parameters<typeof lintText>) =>
  (await lintText(...args)).warnings.map(({ rule, ranges }) => `${rule}@${ranges[0]?.start.line}`);

describe("the order of warnings", () => {
  it("is that of passes, then of places, then of rules", async () => {
    const text = `# check=experimental=all
# x
from a as Scratch
ENV B $C
RUN x \\

 y
MAINTAINER me
FROM --platform=linux/\${TARGETARC:-amd64} \${BASE:-b} AS scratch
CMD x
WORKDIR w
`;
    expect(await rulesOf(text, { options: { allStages: true } })).toEqual([
      "NoEmptyContinuation@7",
      "StageNameCasing@3",
      "InvalidDefinitionDescription@3",
      "MaintainerDeprecated@8",
      "ReservedStageName@3",
      "ReservedStageName@9",
      "DuplicateStageName@9",
      "ConsistentInstructionCasing@3",
      "UndefinedArgInFrom@9",
      "UndefinedArgInFrom@9",
      "UndefinedVar@4",
      "LegacyKeyValueFormat@4",
      "JSONArgsRecommended@10",
      "WorkdirRelativePath@11",
    ]);
  });

  it("leaves out stages that the target does not need", async () => {
    expect(await rulesOf("FROM a AS x\nCMD x\nFROM b\nCMD y\n")).toEqual(["JSONArgsRecommended@4"]);
  });

  it("covers every line of an instruction", async () => {
    const { warnings } = await lintText("FROM a\nMAINTAINER \\\n me\n");
    expect(warnings[0]?.ranges.map(({ start, end }) => [start.line, end.line])).toEqual([
      [2, 2],
      [3, 3],
    ]);
  });
});

describe("what is reported of a file that fails", () => {
  it("is what stands before the first wrong instruction", async () => {
    const outcome = await lintText("FROM a AS B\nNOPE x\nMAINTAINER me\n");
    expect(shown(outcome)).toEqual(["StageNameCasing Stage name 'B' should be lowercase @1"]);
    expect(outcome.error).toContain("unknown instruction: NOPE");
  });

  it("is nothing where lines can not be joined", async () => {
    const outcome = await lintText("FROM a AS B\nRUN x \\\n\n y\nCOPY <<E /\n");
    expect(outcome.warnings).toEqual([]);
    expect(outcome.error).toContain("unterminated heredoc");
  });

  it("is what lowering saw before its error", async () => {
    const outcome = await lintText("FROM a\nCMD x\nVOLUME $X\nENTRYPOINT y\n");
    expect(outcome.warnings.map(({ rule }) => rule)).toEqual(["JSONArgsRecommended", "UndefinedVar"]);
    expect(outcome.error).toBe("VOLUME specified can not be an empty string");
  });
});

describe("the config", () => {
  it("comes from the file's directive", async () => {
    expect(await rulesOf("# check=skip=JSONArgsRecommended\nFROM a as b\nCMD x\n")).toEqual(["FromAsCasing@2"]);
  });

  it("comes from the caller in place of the directive", async () => {
    const config = parseLintOptions("skip=FromAsCasing");
    expect(await rulesOf("# check=skip=all\nFROM a as b\nCMD x\n", { config })).toEqual(["JSONArgsRecommended@3"]);
  });

  it("refuses a directive that can not be read, before any error of the file", async () => {
    const { error, warnings } = await lintText("# check=foo\nNOPE\n");
    expect(error).toBe('failed to parse check options: invalid check option "foo"');
    expect(warnings).toEqual([]);
  });

  it("does not look at the directive where the caller decides", async () => {
    expect((await lintText("# check=foo\nFROM a\n", { config: defaultLintConfig })).error).toBeUndefined();
  });

  it("has no experimental rule unless it is asked for, and then in spite of skip=all", async () => {
    const text = "# x\nFROM a as b\n";
    expect(await rulesOf(text)).toEqual(["FromAsCasing@2"]);
    const config = parseLintOptions("skip=all;experimental=InvalidDefinitionDescription");
    expect(await rulesOf(text, { config })).toEqual(["InvalidDefinitionDescription@2"]);
  });
});

describe("a check comment above an instruction", () => {
  it("adds to what is skipped there alone", async () => {
    expect(await rulesOf("FROM a\n# check=skip=UndefinedVar\nENV A=$X\nENV B=$Y\n")).toEqual(["UndefinedVar@4"]);
  });

  it("counts up to its first blank, and only the first of them", async () => {
    const text = "FROM a\n#check=skip=UndefinedVar for a reason\n# check=skip=LegacyKeyValueFormat\nENV A $X\n";
    expect(await rulesOf(text)).toEqual(["LegacyKeyValueFormat@4"]);
  });

  it("changes nothing where it can not be read, and hides the readable one below", async () => {
    const text = "FROM a\n# check=what\n# check=skip=UndefinedVar\nENV A=$X\n";
    expect(await rulesOf(text)).toEqual(["UndefinedVar@4"]);
  });

  it("turns experimental rules on", async () => {
    expect(await rulesOf("FROM x\n# check=experimental=all\n# a\nARG b\n")).toEqual(["InvalidDefinitionDescription@4"]);
  });

  it("does not count for rules that look at the whole file", async () => {
    const text = "FROM a AS x\n# check=skip=all\nfrom b AS x\n";
    expect(await rulesOf(text)).toEqual(["DuplicateStageName@3", "ConsistentInstructionCasing@3"]);
  });

  it("of the later instruction decides where two are too many", async () => {
    const text = 'FROM a\n# check=skip=all\nCMD ["x"]\nCMD ["y"]\n';
    expect(await rulesOf(text)).toEqual(["MultipleInstructionsDisallowed@3"]);
  });

  it("does not fail a build by error=true", async () => {
    expect((await lintText("FROM a\n# check=error=true\nCMD x\n")).error).toBeUndefined();
  });
});

describe("warnings as errors", () => {
  it("end the compilation by the names of the rules, sorted, each once", async () => {
    const { error } = await lintText("# check=error=true\nFROM a as B\nCMD x\nENTRYPOINT y\n");
    expect(error).toBe("lint violation found for rules: FromAsCasing, JSONArgsRecommended, StageNameCasing");
  });

  it("do not count what is skipped", async () => {
    expect((await lintText("# check=error=true;skip=FromAsCasing\nFROM a as b\n")).error).toBeUndefined();
  });

  it("come after the errors of the file itself", async () => {
    expect((await lintText("# check=error=true\nFROM a as b\nVOLUME $X\n")).error).toBe(
      "VOLUME specified can not be an empty string",
    );
  });
});

describe("a linter that nobody listens to", () => {
  it("finds nothing to fail for", () => {
    const linter = createLinter(parseLintOptions("error=true"), undefined);
    expect(() => linter.beforeLink()).not.toThrow();
  });
});

describe("formatWarning", () => {
  it("names rule and first line", async () => {
    const [warning] = (await lintText("FROM a\nCMD x\n")).warnings;
    expect(warning && formatWarning(warning)).toBe(
      "JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals (line 2)",
    );
  });

  it("leaves a line out that is not there", () => {
    expect(formatWarning({ rule: "R", description: "", url: "", message: "m", ranges: [] })).toBe("R: m");
  });
});
