import { compile } from "../compile.ts";
import { parseDockerfile } from "../dockerfile/parse/parse-dockerfile.ts";
import type { LintConfig } from "../lint/lint-config.ts";
import type { LintWarning } from "../lint/lint-warning.ts";
import { createLinter } from "../lint/linter.ts";
import type { CompileOptions } from "../lower/compile-options.ts";
import { platform } from "../oci/platform.ts";
import { sourceText } from "../text/source-text.ts";
import { type OfflineWorld, offlineResolver } from "./offline-resolver.ts";

/** What lint is asked to look at besides the file. */
export interface LintSetting extends OfflineWorld {
  readonly config?: LintConfig;
  readonly options?: Partial<CompileOptions>;
}

/** What lint said of a file, and the error that ended the compilation. */
export interface LintOutcome {
  readonly warnings: readonly LintWarning[];
  readonly error: string | undefined;
}

/** Compiles a file for linux/amd64 with made-up images and hears what lint says. */
export async function lintText(text: string, setting: LintSetting = {}): Promise<LintOutcome> {
  const warnings: LintWarning[] = [];
  const linter = createLinter(setting.config, (warning) => warnings.push(warning));
  const options: CompileOptions = {
    caps: { supports: () => true },
    defaultPlatform: platform("linux", "amd64"),
    buildPlatforms: [platform("linux", "amd64")],
    newId: () => "id",
    ...setting.options,
  };
  try {
    await compile(parseDockerfile(sourceText(text, "Dockerfile")), options, offlineResolver(setting), linter);
    return { warnings, error: undefined };
  } catch (error) {
    return { warnings, error: (error as Error).message };
  }
}

/** The warnings as `Rule message @LINE`. */
export function shown({ warnings }: LintOutcome): string[] {
  return warnings.map(({ rule, message, ranges }) => `${rule} ${message} @${ranges[0]?.start.line ?? "-"}`);
}
