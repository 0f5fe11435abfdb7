import type { ArgInstruction } from "../dockerfile/ast/arg.ts";
import type { EscapeCharacter } from "../dockerfile/words/environment.ts";
import { expandWord } from "../dockerfile/words/expand-word.ts";
import type { EnvList } from "../llb/env-list.ts";
import { withLocation } from "../text/located-error.ts";
import type { DeclaredArg } from "./observer.ts";

/** The global ARGs after evaluation. */
export interface GlobalArgs {
  readonly env: EnvList;
  /** Those that the file declares. */
  readonly declared: ReadonlyMap<string, DeclaredArg>;
}

/**
 * The values of the ARGs before the first FROM: build argument, else default expanded by what stands before it.
 * Throws a LocatedError where a default cannot be expanded.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go buildMetaArgs
 */
export function evaluateGlobalArgs(
  instructions: readonly ArgInstruction[],
  predefined: EnvList,
  buildArgs: ReadonlyMap<string, string>,
  escape: EscapeCharacter,
): GlobalArgs {
  let env = predefined;
  const declared = new Map<string, DeclaredArg>();
  for (const instruction of instructions) {
    for (const pair of instruction.pairs) {
      let value = buildArgs.get(pair.key);
      let dependencies: ReadonlySet<string> = new Set();
      if (value === undefined && pair.value !== undefined) {
        const expanded = expandDefault(instruction, pair.value, env, escape);
        value = expanded.value;
        dependencies = dependenciesOf(pair.key, expanded.matched, declared);
      }
      if (value !== undefined) env = env.addOrReplace(pair.key, value);
      const { key, docComment } = pair;
      declared.set(key, {
        instruction,
        lines: instruction.lines,
        key,
        docComment,
        dependencies,
        ...(value !== undefined && { value }),
      });
    }
  }
  return { env, declared };
}

function expandDefault(instruction: ArgInstruction, word: string, env: EnvList, escape: EscapeCharacter) {
  try {
    return expandWord(word, env, { escape });
  } catch (error) {
    throw withLocation(error, instruction.lines);
  }
}

/** An argument that refers to its own earlier value depends on what that depended on. */
function dependenciesOf(key: string, matched: ReadonlySet<string>, declared: ReadonlyMap<string, DeclaredArg>) {
  if (!matched.has(key)) return matched;
  const names = new Set(matched);
  names.delete(key);
  for (const name of declared.get(key)?.dependencies ?? []) names.add(name);
  return names;
}
