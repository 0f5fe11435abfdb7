import { foldKey } from "../../go/letter-case.ts";
import { quote } from "../../go/quote.ts";
import type { LineRange } from "../../text/span.ts";
import type { Finding, Rule } from "../rule.ts";

/** A variable that is named like a secret: its value would stay in the image's history. */
export const SecretsUsedInArgOrEnv: Rule<[keyword: string, key: string]> = {
  name: "SecretsUsedInArgOrEnv",
  description: "Sensitive data should not be used in the ARG or ENV commands",
  url: "https://docs.docker.com/go/dockerfile/rule/secrets-used-in-arg-or-env/",
  experimental: false,
  message: (keyword, key) => `Do not use ARG or ENV instructions for sensitive data (${keyword} ${quote(key)})`,
  checks: {
    argNamed: ({ key, lines }) => secretKey("ARG", key, lines),
    pairSet: ({ at, key }) => (at.instruction.kind === "env" ? secretKey("ENV", key, at.lines) : []),
  },
};

// A word of the name counts where an underscore or an end of the name is on both sides of it.
const secret = /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/;
const harmless = /(?:_|^)(?:public|file|version)(?:_|$)/;

function secretKey(keyword: string, key: string, lines: LineRange): readonly Finding[] {
  // Folded as the reference's patterns are: the Kelvin sign is a k.
  const name = foldKey(key);
  if (!secret.test(name) || harmless.test(name)) return [];
  return [{ message: SecretsUsedInArgOrEnv.message(keyword, key), lines }];
}
