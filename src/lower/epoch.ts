import type { AddInstruction } from "../dockerfile/ast/add.ts";
import type { ArgPair } from "../dockerfile/ast/arg.ts";
import type { Dockerfile, Stage } from "../dockerfile/ast/dockerfile.ts";
import type { EscapeCharacter } from "../dockerfile/words/environment.ts";
import { expandWord } from "../dockerfile/words/expand-word.ts";
import { GoError, NumberError } from "../go/go-error.ts";
import { equalFold } from "../go/letter-case.ts";
import { parseInt } from "../go/parse-number.ts";
import { formatUnixTime } from "../go/rfc3339.ts";
import type { EnvList } from "../llb/env-list.ts";
import { git, http } from "../llb/sources.ts";
import type { State } from "../llb/state.ts";
import { parseDigest } from "../oci/digest.ts";
import { httpFileName } from "../sources/http-name.ts";
import { withLocation } from "../text/located-error.ts";
import { wrapError } from "../text/wrap-error.ts";
import type { CompileOptions, Epoch } from "./compile-options.ts";
import { messages } from "./messages.ts";
import { gitSourceOf, isHttpSource } from "./remote-source.ts";
import type { Resolver } from "./resolver.ts";

/** What SOURCE_DATE_EPOCH is resolved with. */
export interface EpochContext {
  readonly file: Dockerfile;
  readonly options: CompileOptions;
  readonly globals: EnvList;
  readonly resolver: Resolver;
}

/** Build arguments and global ARGs once the epoch is known. */
export interface EpochResult {
  readonly epoch: Epoch | undefined;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly globals: EnvList;
}

const key = "SOURCE_DATE_EPOCH";

/**
 * The time that SOURCE_DATE_EPOCH stands for: seconds, or the time of the main context, of a named context or of the
 * one source of a stage. Both arguments then hold its seconds.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go toDispatchState, epoch.go resolveSourceDateEpochValue
 */
export async function resolveEpoch(context: EpochContext): Promise<EpochResult> {
  const buildArgs: ReadonlyMap<string, string> = context.options.buildArgs ?? new Map();
  const { globals } = context;
  const value = buildArgs.get(key) ?? (globals.get(key) || undefined);
  if (value === undefined) return { epoch: undefined, buildArgs, globals };
  const epoch = await epochOf(context, value);
  const text = epoch === undefined ? "" : epoch.seconds.toString();
  return { epoch, buildArgs: withEpochArg(buildArgs, text), globals: withEpochGlobal(globals, text) };
}

function withEpochArg(buildArgs: ReadonlyMap<string, string>, text: string): ReadonlyMap<string, string> {
  if (!buildArgs.has(key)) return buildArgs;
  const changed = new Map(buildArgs);
  if (text === "") changed.delete(key);
  else changed.set(key, text);
  return changed;
}

function withEpochGlobal(globals: EnvList, text: string): EnvList {
  if (globals.get(key) === undefined) return globals;
  return text === "" ? globals.delete(key) : globals.addOrReplace(key, text);
}

async function epochOf(context: EpochContext, value: string): Promise<Epoch | undefined> {
  if (value === "") return undefined;
  const seconds = secondsOf(value);
  if (seconds !== undefined) {
    return { seconds, nanoseconds: seconds * 1_000_000_000n, rfc3339: formatUnixTime(seconds) };
  }
  const { resolver } = context;
  if (value === "context") {
    return resolver.sourceEpoch(
      await resolver.mainContext(undefined),
      "[internal] resolve main build context metadata",
    );
  }
  const named = resolver.namedContext(value, { resolveMode: "" });
  if (named !== undefined) {
    const { state, deferred } = await named.load();
    // Nothing is read from it yet: a deferred source stands for all of itself.
    const source = deferred?.source(undefined) ?? state;
    return resolver.sourceEpoch(source, `[internal] resolve SOURCE_DATE_EPOCH named context ${value}`);
  }
  const stage = context.file.stages.find(({ from }) => equalFold(from.name, value));
  if (stage === undefined) throw new GoError(messages.invalidEpoch(value));
  const source = sourceOfStage(context, stage);
  return resolver.sourceEpoch(source, `[internal] resolve SOURCE_DATE_EPOCH source stage ${stage.from.name}`);
}

function secondsOf(value: string): bigint | undefined {
  try {
    return parseInt(value, 10, 64);
  } catch (error) {
    if (error instanceof NumberError) return undefined;
    throw error;
  }
}

function sourceOfStage(context: EpochContext, stage: Stage): State {
  try {
    return remoteSource(context, stage);
  } catch (error) {
    throw withLocation(error, stage.from.lines);
  }
}

/** The one remote source that a stage on scratch adds; it may have ARGs and nothing else. */
function remoteSource({ file, options, globals }: EpochContext, stage: Stage): State {
  let env = globals.delete(key);
  checkScratch(stage, env, file.escape);
  let source: State | undefined;
  for (const instruction of stage.instructions) {
    if (instruction.kind === "arg") {
      env = withStageArgs(instruction.pairs, env, options, file.escape);
    } else if (instruction.kind === "add") {
      if (source !== undefined) throw new GoError(messages.epochOneAdd);
      source = addedSource(instruction, { env, escape: file.escape, advice: options.gitAdvice ?? false });
    } else {
      throw new GoError(messages.epochInstruction(instruction.keyword));
    }
  }
  if (source === undefined) throw new GoError(messages.epochOneAdd);
  return source;
}

function checkScratch({ from }: Stage, env: EnvList, escape: EscapeCharacter): void {
  let name: string;
  try {
    name = expandWord(from.base.text, env, { escape }).value;
  } catch (error) {
    throw wrapError(error, messages.epochBaseName(from.base.text));
  }
  if (name !== "scratch") throw new GoError(messages.epochNotScratch);
}

function withStageArgs(
  pairs: readonly ArgPair[],
  env: EnvList,
  options: CompileOptions,
  escape: EscapeCharacter,
): EnvList {
  return pairs.reduce((list, pair) => {
    const given = options.buildArgs?.get(pair.key);
    if (given !== undefined) return list.addOrReplace(pair.key, given);
    if (pair.value === undefined) return list;
    return list.addOrReplace(pair.key, expandWord(pair.value, list, { escape }).value);
  }, env);
}

interface AddContext {
  readonly env: EnvList;
  readonly escape: EscapeCharacter;
  readonly advice: boolean;
}

function addedSource(add: AddInstruction, { env, escape, advice }: AddContext): State {
  const [word, ...more] = add.sources;
  if (word === undefined || more.length > 0 || add.contents.length > 0) throw new GoError(messages.epochOneSource);
  const expand = (text: string): string => expandWord(text, env, { escape }).value;
  const source = expand(word);
  if (isHttpSource(source)) {
    const checksum = add.checksum === "" ? "" : parseDigest(expand(add.checksum));
    return http(source, { filename: httpFileName(source), checksum });
  }
  const ref = gitSourceOf(source);
  if (ref === undefined) throw new GoError(messages.epochNotRemote);
  return git(ref.remote, {
    ref: ref.ref,
    subdir: ref.subdir,
    checksum: add.checksum === "" ? ref.checksum : expand(add.checksum),
    keepGitDir: add.keepGitDir === true || ref.keepGitDir === true,
    skipSubmodules: ref.submodules === false,
    advice,
  });
}
