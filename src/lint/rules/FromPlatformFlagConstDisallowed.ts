import { quote } from "../../go/quote.ts";
import { type Platform, parsePlatform } from "../../oci/platform.ts";
import type { Rule } from "../rule.ts";

/** `FROM --platform=linux/amd64`: a platform without variable, which the stage's name does not mention either. */
export const FromPlatformFlagConstDisallowed: Rule<[platform: string]> = {
  name: "FromPlatformFlagConstDisallowed",
  description: "FROM --platform flag should not use a constant value",
  url: "https://docs.docker.com/go/dockerfile/rule/from-platform-flag-const-disallowed/",
  experimental: false,
  message: (platform) => `FROM --platform flag should not use constant value ${quote(platform)}`,
  checks: {
    platformExpanded({ from, word, host }) {
      if (word.matched.size > 0 || word.unmatched.size > 0) return [];
      const platform = platformOf(word.value, host);
      if (platform === undefined || isNamedIn(from.name, platform)) return [];
      return [{ message: FromPlatformFlagConstDisallowed.message(word.value), lines: from.lines }];
    },
  },
};

/** Undefined for what the compilation will refuse. */
function platformOf(text: string, host: Platform): Platform | undefined {
  try {
    return parsePlatform(text, host);
  } catch {
    return undefined;
  }
}

function isNamedIn(stageName: string, { os, architecture }: Platform): boolean {
  return stageName.includes(os) || stageName.includes(architecture);
}
