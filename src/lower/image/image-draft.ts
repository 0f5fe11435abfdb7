import { GoError } from "../../go/go-error.ts";
import { cut } from "../../go/trim.ts";
import { EnvList } from "../../llb/env-list.ts";
import type { Healthcheck, HistoryEntry, Image } from "../../oci/image-config.ts";
import type { Epoch } from "../compile-options.ts";
import { messages } from "../messages.ts";

/** The reference marks its history entries so. */
const historyComment = "buildkit.dockerfile.v0";

/** In UTF-16 units: each RUN repeats all ARGs, so that a history can be much longer than the file. */
const longestHistory = 1 << 26;

/** Everything of a config but what its layers add to. */
type Settings = Pick<
  ImageDraft,
  "author" | "user" | "workingDir" | "cmd" | "entrypoint" | "shell" | "stopSignal" | "argsEscaped" | "healthcheck"
>;

/**
 * The image config of a stage while its instructions are lowered. What instructions add to is kept by stage and put
 * together at the end: a stage built on another changes nothing of it, and copies nothing.
 */
export class ImageDraft {
  author: string;
  user: string;
  workingDir: string;
  cmd: readonly string[];
  entrypoint: readonly string[];
  shell: readonly string[];
  stopSignal: string;
  argsEscaped: boolean;
  healthcheck: Healthcheck | undefined;
  /** What this stage exposes; likewise volumes and labels. */
  readonly exposedPorts = new Set<string>();
  readonly volumes = new Set<string>();
  readonly labels = new Map<string, string>();
  readonly #base: Image;
  readonly #epoch: Epoch | undefined;
  readonly #before: ImageDraft | undefined;
  readonly #env: BaseEnv;
  readonly #history: HistoryEntry[] = [];
  readonly #envChanges: (readonly [key: string, value: string])[] = [];
  readonly #triggers: string[] = [];
  #variables: EnvList;
  #historyLength: number;

  private constructor(base: Image, settings: Settings, epoch: Epoch | undefined, before: ImageDraft | undefined) {
    this.author = settings.author;
    this.user = settings.user;
    this.workingDir = settings.workingDir;
    this.cmd = settings.cmd;
    this.entrypoint = settings.entrypoint;
    this.shell = settings.shell;
    this.stopSignal = settings.stopSignal;
    this.argsEscaped = settings.argsEscaped;
    this.healthcheck = settings.healthcheck;
    this.#base = base;
    this.#epoch = epoch;
    this.#before = before;
    this.#historyLength = before === undefined ? 0 : before.#historyLength;
    this.#env = before === undefined ? baseEnvOf(base.config.env) : before.#env;
    this.#variables = before === undefined ? this.#env.variables : before.#variables;
  }

  /** The draft that a stage starts from on an image; its triggers have become commands already. */
  static of(image: Image, epoch: Epoch | undefined): ImageDraft {
    return new ImageDraft(image, { author: image.author, ...image.config }, epoch, undefined);
  }

  /** The draft of a stage built on this one, which is complete. */
  inherited(): ImageDraft {
    return new ImageDraft(this.#base, this, this.#epoch, this);
  }

  get os(): string {
    return this.#base.os;
  }

  /**
   * The variables as a container of the image has them, in the config's order. Of a variable that the base image lists
   * more than once the last entry counts, though the first is the one that is set.
   */
  get variables(): EnvList {
    return this.#variables;
  }

  /** Sets a variable where it stands first, or at the end. @mirrors frontend/dockerfile/dockerfile2llb/convert.go addEnv */
  setEnv(key: string, value: string): void {
    this.#envChanges.push([key, value]);
    if (!this.#env.repeated.has(key)) this.#variables = this.#variables.addOrReplaceInPlace(key, value);
  }

  /** ONBUILD. */
  addTrigger(expression: string): void {
    this.#triggers.push(expression);
  }

  /**
   * Records a step. `layer`: it makes files; `buildkit`: the reference marks the text as run by BuildKit. Throws a
   * GoError where the history is longer than a config can be.
   *
   * @mirrors frontend/dockerfile/dockerfile2llb/convert.go commitToHistory
   */
  addHistory(text: string, { layer = false, buildkit = false } = {}): void {
    this.#historyLength += text.length;
    if (this.#historyLength > longestHistory) throw new GoError(messages.historyTooLong(longestHistory));
    this.#history.push({
      created: this.#epoch?.rfc3339,
      createdBy: buildkit ? `${text} # buildkit` : text,
      author: "",
      comment: historyComment,
      emptyLayer: !layer,
    });
  }

  /** The config as it is now. */
  toImage(): Image {
    const layers = this.#layers();
    const { config, history } = this.#base;
    const { author, user, workingDir, cmd, entrypoint, shell, stopSignal, argsEscaped, healthcheck } = this;
    return {
      ...this.#base,
      author,
      history: [...history, ...layers.flatMap((layer) => layer.#history)],
      config: {
        ...{ user, workingDir, cmd, entrypoint, shell, stopSignal, argsEscaped, healthcheck },
        exposedPorts: union([config.exposedPorts, ...layers.map((layer) => layer.exposedPorts)]),
        env: withChanges(
          config.env,
          layers.flatMap((layer) => layer.#envChanges),
        ),
        volumes: union([config.volumes, ...layers.map((layer) => layer.volumes)]),
        labels: merged([config.labels, ...layers.map((layer) => layer.labels)]),
        onBuild: this.#triggers,
      },
    };
  }

  /** This draft and those it is built on, the first one first. */
  #layers(): readonly ImageDraft[] {
    const layers: ImageDraft[] = [];
    for (let draft: ImageDraft | undefined = this; draft !== undefined; draft = draft.#before) layers.push(draft);
    return layers.reverse();
  }
}

/** What is in any of the sets, in their order. */
function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return onlyFilled(sets) ?? new Set(sets.flatMap((set) => [...set]));
}

/** As `union`, each key with its last value. */
function merged(maps: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, string> {
  return onlyFilled(maps) ?? new Map(maps.flatMap((map) => [...map]));
}

/** The one that holds anything, which need not be copied; undefined where that are none or more. */
function onlyFilled<Members extends { readonly size: number }>(all: readonly Members[]): Members | undefined {
  const filled = all.filter(({ size }) => size > 0);
  return filled.length === 1 ? filled[0] : undefined;
}

/** The variables of a base image. */
interface BaseEnv {
  readonly variables: EnvList;
  /** Those that are listed more than once. */
  readonly repeated: ReadonlySet<string>;
}

function baseEnvOf(entries: readonly string[]): BaseEnv {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  let variables = EnvList.empty;
  for (const entry of entries) {
    const [key, value] = cut(entry, "=");
    if (seen.has(key)) repeated.add(key);
    seen.add(key);
    variables = variables.addOrReplace(key, value);
  }
  return { variables, repeated };
}

/** The entries with each change where its variable stands first, or at the end. */
function withChanges(
  entries: readonly string[],
  changes: readonly (readonly [key: string, value: string])[],
): readonly string[] {
  const changed = [...entries];
  const places = new Map<string, number>();
  for (const [place, entry] of entries.entries()) {
    const [key] = cut(entry, "=");
    if (!places.has(key)) places.set(key, place);
  }
  for (const [key, value] of changes) {
    const place = places.get(key);
    if (place === undefined) places.set(key, changed.push(`${key}=${value}`) - 1);
    else changed[place] = `${key}=${value}`;
  }
  return changed;
}
