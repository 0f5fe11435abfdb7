import { toLower } from "../../go/letter-case.ts";
import type { Rule } from "../rule.ts";

/** MAINTAINER, right or wrong. */
export const MaintainerDeprecated: Rule<[]> = {
  name: "MaintainerDeprecated",
  description: "The MAINTAINER instruction is deprecated, use a label instead to define an image author",
  url: "https://docs.docker.com/go/dockerfile/rule/maintainer-deprecated/",
  experimental: false,
  message: () => "Maintainer instruction is deprecated in favor of using label",
  checks: {
    instructionSplit: ({ keyword, lines }) =>
      toLower(keyword) === "maintainer" ? [{ message: MaintainerDeprecated.message(), lines }] : [],
  },
};
