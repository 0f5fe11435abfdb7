import type { Heredoc, InlineFile } from "../ast/heredoc.ts";
import { Fault } from "../lines/fault.ts";
import { chompHeredoc, heredocWordOrNone } from "../lines/heredoc-word.ts";
import { heredocAsDestination, noDestination } from "../messages.ts";
import type { RawNode } from "./raw-node.ts";
import { argumentsPlace } from "./require-arguments.ts";

/** What COPY and ADD read and where they write. */
export interface SourcesAndDest {
  readonly sources: readonly string[];
  readonly contents: readonly InlineFile[];
  readonly dest: string;
}

/** Throws a Fault where there are less than two words. */
export function requireDest(node: RawNode, keyword: string): void {
  if (node.arguments.list.length < 2)
    throw new Fault("missing-destination", noDestination(keyword), argumentsPlace(node));
}

/**
 * The words of COPY or ADD by what they are. A heredoc word is one even in a JSON list, where it has no body.
 * @mirrors frontend/dockerfile/instructions parseSourcesAndDest
 */
export function sourcesAndDest(node: RawNode, keyword: string): SourcesAndDest {
  const words = node.arguments.list;
  const dest = words[words.length - 1] as string;
  if (heredocWordOrNone(dest) !== undefined) {
    throw new Fault("heredoc-destination", heredocAsDestination(keyword), argumentsPlace(node));
  }
  const sources: string[] = [];
  const contents: InlineFile[] = [];
  for (const word of words.slice(0, -1)) {
    const heredoc = heredocWordOrNone(word);
    if (heredoc === undefined) sources.push(word);
    else contents.push(inlineFile(heredoc, node.heredocs));
  }
  return { sources, contents, dest };
}

/** The last body of a name counts. */
function inlineFile({ name, chomp, expand }: Heredoc, bodies: readonly Heredoc[]): InlineFile {
  const content = bodies.findLast((body) => body.name === name)?.content ?? "";
  return { name, data: chomp ? chompHeredoc(content) : content, expand };
}
