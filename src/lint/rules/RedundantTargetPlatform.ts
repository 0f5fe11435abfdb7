import type { Rule } from "../rule.ts";

const targetPlatform = "TARGETPLATFORM";

/** `FROM --platform=$TARGETPLATFORM` asks for what it would get anyway. */
export const RedundantTargetPlatform: Rule<[platform: string]> = {
  name: "RedundantTargetPlatform",
  description: "Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior",
  url: "https://docs.docker.com/go/dockerfile/rule/redundant-target-platform/",
  experimental: false,
  message: (platform) =>
    `Setting platform to predefined ${platform} in FROM is redundant as this is the default behavior`,
  checks: {
    platformExpanded({ from, word, globals }) {
      // One variable and nothing else in the word: another one might have been empty.
      const alone = word.matched.size === 1 && word.unmatched.size === 0 && word.matched.has(targetPlatform);
      if (!alone || word.value !== (globals.get(targetPlatform) ?? "")) return [];
      return [{ message: RedundantTargetPlatform.message(word.word), lines: from.lines }];
    },
  },
};
