/**
 * Writes the parser's rules as EBNF between the marks of grammar/README.md. `--check` writes nothing and fails where the
 * README says otherwise.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ISerializedGast } from "chevrotain";
import { LineParser } from "../grammar/parser.ts";
import { escapedTokens } from "../grammar/tokens.ts";
import { exitOnFailure, Failure } from "./failure.ts";
import { messages } from "./messages.ts";
import { repository } from "./places.ts";

const file = join(repository, "grammar/README.md");
const marks = /(<!-- rules: npm run gen -->\n).*?(<!-- end of rules -->)/s;

/** What Chevrotain serializes: its declared type leaves out what the kinds of node have of their own. */
interface Node extends ISerializedGast {
  readonly name?: string;
  readonly pattern?: string;
  readonly definition?: Node[];
  readonly separator?: Node;
}

function rules(): string {
  const productions = new LineParser(escapedTokens("\\")).getSerializedGastProductions() as readonly Node[];
  const width = Math.max(...productions.map(({ name = "" }) => name.length));
  const lines = productions.map((rule) => `${(rule.name ?? "").padEnd(width)} = ${sequence(rule)} ;\n`);
  return `\`\`\`ebnf\n${lines.join("")}\`\`\`\n`;
}

function sequence({ definition = [] }: Node): string {
  return definition.map(expression).join(" , ");
}

function expression(node: Node): string {
  switch (node.type) {
    case "Terminal":
      return node.pattern?.length === 1 ? `"${node.pattern}"` : (node.name ?? "");
    case "NonTerminal":
      return node.name ?? "";
    case "Option":
      return `[ ${sequence(node)} ]`;
    case "Repetition":
      return `{ ${sequence(node)} }`;
    case "RepetitionWithSeparator":
      return `[ ${sequence(node)} , { ${expression(node.separator as Node)} , ${sequence(node)} } ]`;
    default:
      throw new Failure(messages.noEbnf(node.type));
  }
}

async function main(): Promise<void> {
  const before = readFileSync(file, "utf8");
  const after = before.replace(marks, (_, start: string, end: string) => start + rules() + end);
  if (!process.argv.includes("--check")) return writeFileSync(file, after);
  if (after !== before) throw new Failure(messages.notGenerated("grammar/README.md"));
}

await exitOnFailure(main);
