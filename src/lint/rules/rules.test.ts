import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type LintSetting, lintText } from "../../testing/lint-text.ts";
import { defaultLintConfig } from "../lint-config.ts";
import { rules } from "./index.ts";

type File = string | readonly [text: string, setting: LintSetting];

interface Examples {
  /** Files with what the rule says of them, each with its line; the other rules do not count. */
  readonly bad: readonly (readonly [file: File, ...said: string[]])[];
  readonly good: readonly File[];
}

const windows: LintSetting = { options: { targetPlatform: platformOf("windows") } };
const ignoring = (...ignorePatterns: string[]): LintSetting => ({ ignorePatterns });

function platformOf(os: string) {
  return { os, architecture: "amd64", variant: "", osVersion: "", osFeatures: [] };
}

const examples: Readonly<Record<string, Examples>> = {
  NoEmptyContinuation: {
    bad: [["FROM a\nRUN x \\\n\n  y\n", "4: Empty continuation line"]],
    good: ["FROM a\nRUN x \\\n# c\n  y\n"],
  },
  StageNameCasing: {
    bad: [
      ["FROM a AS Base\n", "1: Stage name 'Base' should be lowercase"],
      ["FROM a AS \\$A\n", "1: Stage name '\\$A' should be lowercase"],
      ["FROM a OF Base\n", "1: Stage name 'Base' should be lowercase"],
    ],
    good: ["FROM a AS base\n", "FROM Base\n", "FROM a AS Base more\n"],
  },
  FromAsCasing: {
    bad: [
      ["FROM a as b\n", "1: 'as' and 'FROM' keywords' casing do not match"],
      ["from a AS b\n", "1: 'AS' and 'from' keywords' casing do not match"],
      ["FROM a x b\n", "1: 'x' and 'FROM' keywords' casing do not match"],
      ["FROM a b c d\n", "1: 'b' and 'FROM' keywords' casing do not match"],
      ["FROM --what=1 a as b\n", "1: 'as' and 'FROM' keywords' casing do not match"],
    ],
    good: ["FROM a AS b\n", "from a as b\n", "From a aS b\n", "FROM a as\n"],
  },
  MaintainerDeprecated: {
    bad: [
      ["FROM a\nmaintainer me\n", "2: Maintainer instruction is deprecated in favor of using label"],
      ["FROM a\nMAINTAINER --what me\n", "2: Maintainer instruction is deprecated in favor of using label"],
      ["MAINTAINER me\n", "1: Maintainer instruction is deprecated in favor of using label"],
    ],
    good: ["FROM a\nLABEL maintainer=me\n", "RUN x\nMAINTAINER me\n", "NOPE\nMAINTAINER me\n"],
  },
  InvalidDefinitionDescription: {
    bad: [
      ["# bar is it\nARG foo\nFROM a\n", "2: Comment for ARG should follow the format: `# foo <description>`"],
      [
        "# bar is it\nARG foo baz\nFROM a\n",
        "2: Comment for ARG should follow the format: `# <arg_key> <description>`",
      ],
      ["# foo\n# it is\nFROM a AS foo\n", "3: Comment for FROM should follow the format: `# foo <description>`"],
    ],
    good: [
      "# foo is it\nARG foo\nFROM a\n",
      "# foo is it\nARG bar foo\nFROM a\n",
      "# it is\n\nFROM a\n",
      "# it is\nFROM a\n",
      "# it is\n#\nFROM a AS foo\n",
    ],
  },
  ReservedStageName: {
    bad: [
      ["FROM a AS scratch\n", '1: Stage name should not use the same name as reserved stage "scratch"'],
      ["FROM a AS Context\n", '1: Stage name should not use the same name as reserved stage "context"'],
    ],
    good: ["FROM scratch AS a\n", "FROM a\n"],
  },
  DuplicateStageName: {
    bad: [["FROM a AS x\nFROM b AS X\n", '2: Duplicate stage name "x", stage names should be unique']],
    good: ["FROM a AS x\nFROM x\nFROM x AS y\n"],
  },
  ConsistentInstructionCasing: {
    bad: [
      ["FROM a\nrun x\n", "2: Command 'run' should match the case of the command majority (uppercase)"],
      ["from a\nrun x\nRUN y\n", "3: Command 'RUN' should match the case of the command majority (lowercase)"],
      ["FROM a\nRun x\n", "2: Command 'Run' should match the case of the command majority (uppercase)"],
    ],
    good: ["from a\nrun x\n", "arg X=1\nFROM a\nONBUILD run x\n"],
  },
  InvalidDefaultArgInFrom: {
    bad: [
      ["ARG V\nFROM a:$V\n", "2: Default value for ARG a:$V results in empty or invalid base image name"],
      [
        ["ARG B\nFROM $B\nFROM A\n", { options: { buildArgs: new Map([["B", "a"]]) } }],
        "2: Default value for ARG $B results in empty or invalid base image name",
        "3: Default value for ARG A results in empty or invalid base image name",
      ],
    ],
    good: ["ARG V=1\nFROM a:$V\n", "FROM a:${V:-1}\n", "FROM ${V:?}\nFROM A\n"],
  },
  UndefinedArgInFrom: {
    bad: [
      ["FROM a:${V:-1}\n", "1: FROM argument 'V' is not declared"],
      ["ARG VERSION=1\nFROM a:${VERSON:-1}\n", "2: FROM argument 'VERSON' is not declared (did you mean VERSION?)"],
      ["FROM ${B:-a}$A\n", "1: FROM argument 'A' is not declared", "1: FROM argument 'B' is not declared"],
      [
        "FROM --platform=$BUILDPLATFORN a\n",
        "1: FROM argument 'BUILDPLATFORN' is not declared (did you mean BUILDPLATFORM?)",
      ],
    ],
    good: ["ARG V\nFROM a:${V:-1}\n", "FROM --platform=$BUILDPLATFORM a\n"],
  },
  RedundantTargetPlatform: {
    bad: [
      [
        "FROM --platform=${TARGETPLATFORM} a\n",
        "1: Setting platform to predefined ${TARGETPLATFORM} in FROM is redundant as this is the default behavior",
      ],
    ],
    good: [
      "FROM --platform=$BUILDPLATFORM a\n",
      "FROM --platform=${TARGETPLATFORM}$X a\n",
      "ARG X=\nFROM --platform=$TARGETPLATFORM$X a\n",
    ],
  },
  FromPlatformFlagConstDisallowed: {
    bad: [["FROM --platform=linux/arm64 a\n", '1: FROM --platform flag should not use constant value "linux/arm64"']],
    good: [
      "FROM --platform=linux/arm64 a AS build_arm64\n",
      "FROM --platform=linux/arm64 a AS my-linux\n",
      "FROM --platform=$BUILDPLATFORM a\n",
      "FROM --platform=linux/${X:-arm64} a\n",
      "FROM --platform=no/such/platform/at-all a\n",
    ],
  },
  InvalidBaseImagePlatform: {
    bad: [
      [
        ["FROM a\n", { images: { a: imageFor("arm64") }, options: { targetPlatform: platformOf("linux") } }],
        '1: Base image a was pulled with platform "linux/arm64", expected "linux/amd64" for current build',
      ],
    ],
    good: ["FROM --platform=linux/arm64 a\n", ["FROM scratch\n", {}]],
  },
  UndefinedVar: {
    bad: [
      ["FROM a\nRUN --mount=type=cache,target=$P x\n", "2: Usage of undefined variable '$P'"],
      ["FROM a\nENV X=$PATHS\n", "2: Usage of undefined variable '$PATHS' (did you mean $PATH?)"],
      ["FROM a\nCOPY $B$A /\n", "2: Usage of undefined variable '$A'", "2: Usage of undefined variable '$B'"],
      ["FROM a\nARG X=$Y\n", "2: Usage of undefined variable '$Y'"],
      ["FROM a\nCOPY <<E /x\n$Y\nE\n", "2: Usage of undefined variable '$Y'"],
      ["ARG X=1\nFROM a\nENV Z=$X\n", "3: Usage of undefined variable '$X'"],
    ],
    good: [
      "FROM a\nARG X\nENV Z=$X\n",
      "FROM a\nENV Z=$PATH\n",
      "FROM a\nRUN echo $X\n",
      "FROM a\nEXPOSE $X 80\n",
      "FROM a\nENV X=$BUILDKIT_SBOM_SCAN_STAGE\n",
    ],
  },
  LegacyKeyValueFormat: {
    bad: [
      ["FROM a\nENV a b\n", '2: "ENV key=value" should be used instead of legacy "ENV key value" format'],
      ["FROM a\nlabel a b\n", '2: "label key=value" should be used instead of legacy "label key value" format'],
    ],
    good: ["FROM a\nENV a=b\nLABEL a=b\n"],
  },
  SecretsUsedInArgOrEnv: {
    bad: [
      ["FROM a\nARG Api_Key\n", '2: Do not use ARG or ENV instructions for sensitive data (ARG "Api_Key")'],
      [
        "FROM a\nENV A_PASSWORD=x TOKEN=x\n",
        '2: Do not use ARG or ENV instructions for sensitive data (ENV "A_PASSWORD")',
        '2: Do not use ARG or ENV instructions for sensitive data (ENV "TOKEN")',
      ],
      ["FROM a\nARG TO\u212aEN\n", '2: Do not use ARG or ENV instructions for sensitive data (ARG "TO\u212aEN")'],
    ],
    good: [
      "FROM a\nARG PUBLIC_KEY TOKEN_FILE SECRET_VERSION KEYS tokens XKEY\n",
      "FROM a\nLABEL token=x\n",
      "ARG TOKEN\nFROM a\n",
    ],
  },
  WorkdirRelativePath: {
    bad: [
      [
        "FROM a\nWORKDIR x\nWORKDIR y\n",
        '2: Relative workdir "x" can have unexpected results if the base image changes',
      ],
      [
        ["FROM a\nWORKDIR x\n", windows],
        '2: Relative workdir "x" can have unexpected results if the base image changes',
      ],
    ],
    good: [
      "FROM a\nWORKDIR /x\nWORKDIR y\n",
      "FROM a AS b\nWORKDIR /x\nFROM b\nWORKDIR y\n",
      ["FROM a\nWORKDIR C:\\\\x\n", windows],
    ],
  },
  CopyIgnoredFile: {
    bad: [
      [["FROM a\nCOPY x/y /\n", ignoring("x")], '2: Attempting to Copy file "x/y" that is excluded by .dockerignore'],
      [["FROM a\nADD ./y /\n", ignoring("*")], '2: Attempting to Add file "y" that is excluded by .dockerignore'],
      [["FROM a\nCOPY . /\n", ignoring("**")], '2: Attempting to Copy file "." that is excluded by .dockerignore'],
    ],
    good: [
      ["FROM a\nCOPY x /\n", ignoring("*", "!y")],
      ["FROM a\nCOPY . /\n", ignoring("?")],
      ["FROM a\nCOPY --from=b x /\n", ignoring("x")],
      ["FROM a\nADD https://x.org/x /\n", ignoring("**")],
      ["FROM a\nCOPY <<x /\nx\n", ignoring("**")],
      "FROM a\nCOPY x /\n",
    ],
  },
  MultipleInstructionsDisallowed: {
    bad: [
      [
        'FROM a\nCMD ["x"]\nCMD ["y"]\ncmd ["z"]\n',
        "2: Multiple CMD instructions should not be used in the same stage because only the last one will be used",
        "3: Multiple cmd instructions should not be used in the same stage because only the last one will be used",
      ],
      [
        "FROM a\nHEALTHCHECK NONE\nHEALTHCHECK NONE\n",
        "2: Multiple HEALTHCHECK instructions should not be used in the same stage because only the last one will be used",
      ],
    ],
    good: ['FROM a AS b\nCMD ["x"]\nFROM b\nCMD ["y"]\nENTRYPOINT ["z"]\n'],
  },
  JSONArgsRecommended: {
    bad: [
      [
        "FROM a\nCMD x\nentrypoint x\n",
        "2: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals",
        "3: JSON arguments recommended for entrypoint to prevent unintended behavior related to OS signals",
      ],
    ],
    good: ['FROM a\nCMD ["x"]\nRUN x\nHEALTHCHECK CMD x\n', 'FROM a\nSHELL ["sh"]\nCMD x\n'],
  },
  ExposeProtoCasing: {
    bad: [["FROM a\nEXPOSE 80/Tcp\n", "2: Defined protocol '80/Tcp' in EXPOSE instruction should be lowercase"]],
    good: ["FROM a\nEXPOSE 80/tcp 80/udp 80\n"],
  },
  ExposeInvalidFormat: {
    bad: [
      [
        "FROM a\nEXPOSE 80:80 [::1]::82 127.0.0.1:80:81\n",
        "2: EXPOSE instruction should not define an IP address or host-port mapping, found '127.0.0.1:80:81'",
        "2: EXPOSE instruction should not define an IP address or host-port mapping, found '80:80'",
        "2: EXPOSE instruction should not define an IP address or host-port mapping, found '[::1]::82'",
      ],
    ],
    good: ["FROM a\nEXPOSE 80 8080-8081/udp\n"],
  },
};

function imageFor(architecture: string) {
  const rootfs = { type: "layers", diff_ids: [`sha256:${"0".repeat(64)}`] };
  return { config: { os: "linux", architecture, rootfs, config: {} } };
}

async function said(rule: string, file: File): Promise<string[]> {
  const [text, setting] = typeof file === "string" ? [file, {}] : file;
  const config = { ...defaultLintConfig, experimentalAll: true };
  const { warnings } = await lintText(text, { config, ...setting });
  return warnings
    .filter((warning) => warning.rule === rule)
    .map((warning) => `${warning.ranges[0]?.start.line}: ${warning.message}`);
}

describe("the list of rules", () => {
  it("names each file of its folder", () => {
    const files = readdirSync(import.meta.dirname).filter((file) => /^[A-Z]/.test(file));
    expect(rules.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  });

  it("gives every rule a page of its own but for one", () => {
    const pages = rules.map(({ url }) => url).filter((url) => url !== "");
    expect(new Set(pages).size).toBe(rules.length - 1);
  });

  it("has examples of every rule", () => {
    expect(Object.keys(examples)).toEqual(rules.map(({ name }) => name));
  });
});

describe.each(rules.map(({ name }) => name))("%s", (name) => {
  const { bad, good } = examples[name] ?? { bad: [], good: [] };

  it.each(bad.map(([file, ...expected]) => ({ file, expected })))("reports $file", async ({ file, expected }) => {
    expect(await said(name, file)).toEqual(expected);
  });

  it.each(good.map((file) => ({ file })))("has nothing against $file", async ({ file }) => {
    expect(await said(name, file)).toEqual([]);
  });
});
