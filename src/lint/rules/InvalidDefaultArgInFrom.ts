import type { Dockerfile } from "../../dockerfile/ast/dockerfile.ts";
import type { Environment } from "../../dockerfile/words/environment.ts";
import { expandWord } from "../../dockerfile/words/expand-word.ts";
import { parseReference } from "../../oci/reference.ts";
import type { Finding, Rule } from "../rule.ts";

/** A base image whose name is none without build arguments. */
export const InvalidDefaultArgInFrom: Rule<[baseName: string]> = {
  name: "InvalidDefaultArgInFrom",
  description: "Default value for global ARG results in an empty or invalid base image name",
  url: "https://docs.docker.com/go/dockerfile/rule/invalid-default-arg-in-from/",
  experimental: false,
  message: (baseName) => `Default value for ARG ${baseName} results in empty or invalid base image name`,
  checks: {
    defaultsEvaluated({ file, globals }) {
      const findings: Finding[] = [];
      for (const { from } of file.stages) {
        const name = expanded(file, from.base.text, globals);
        // The build will most likely fail at this word: what follows is not looked at.
        if (name === undefined) break;
        if (!isReference(name)) {
          findings.push({ message: InvalidDefaultArgInFrom.message(from.base.text), lines: from.lines });
        }
      }
      return findings;
    },
  },
};

function expanded({ escape }: Dockerfile, word: string, globals: Environment): string | undefined {
  try {
    return expandWord(word, globals, { escape }).value;
  } catch {
    return undefined;
  }
}

function isReference(name: string): boolean {
  try {
    parseReference(name);
    return true;
  } catch {
    return false;
  }
}
