import { cut } from "../../go/trim.ts";
import { emptyImage, type Healthcheck, type HistoryEntry, type Image } from "../../oci/image-config.ts";
import type { Epoch } from "../compile-options.ts";

/** The reference marks its history entries so. */
const historyComment = "buildkit.dockerfile.v0";

/** History as a chain, newest first: stages built on one another share what they have in common. */
interface HistoryLink {
  readonly entry: HistoryEntry;
  readonly before: HistoryLink | undefined;
}

/**
 * The image config of a stage while its instructions are lowered. Lists and maps that instructions add to are this
 * draft's own, so that a stage built on another changes nothing of it.
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
  readonly exposedPorts: Set<string>;
  readonly volumes: Set<string>;
  readonly labels: Map<string, string>;
  readonly #base: Image;
  readonly #epoch: Epoch | undefined;
  readonly #env: string[];
  /** The place of each variable's first entry. */
  readonly #envIndex = new Map<string, number>();
  readonly #triggers: string[] = [];
  #history: HistoryLink | undefined;

  private constructor(image: Image, epoch: Epoch | undefined, history: HistoryLink | undefined) {
    const { config } = image;
    this.author = image.author;
    this.user = config.user;
    this.workingDir = config.workingDir;
    this.cmd = config.cmd;
    this.entrypoint = config.entrypoint;
    this.shell = config.shell;
    this.stopSignal = config.stopSignal;
    this.argsEscaped = config.argsEscaped;
    this.healthcheck = config.healthcheck;
    this.exposedPorts = new Set(config.exposedPorts);
    this.volumes = new Set(config.volumes);
    this.labels = new Map(config.labels);
    this.#base = image;
    this.#epoch = epoch;
    this.#env = [];
    for (const entry of config.env) this.appendEnv(entry);
    this.#history = history;
  }

  /** The draft that a stage starts from on an image; its triggers have become commands already. */
  static of(image: Image, epoch: Epoch | undefined): ImageDraft {
    return new ImageDraft(image, epoch, undefined);
  }

  /** The draft of a stage built on this one. */
  inherited(): ImageDraft {
    return new ImageDraft({ ...this.#withoutHistory(), history: this.#base.history }, this.#epoch, this.#history);
  }

  get os(): string {
    return this.#base.os;
  }

  /** `KEY=value` entries as the config lists them. */
  get env(): readonly string[] {
    return this.#env;
  }

  getEnv(key: string): string | undefined {
    const index = this.#envIndex.get(key);
    return index === undefined ? undefined : cut(this.#env[index] ?? "", "=")[1];
  }

  /** Sets a variable where it stands first, or at the end. @mirrors frontend/dockerfile/dockerfile2llb/convert.go addEnv */
  setEnv(key: string, value: string): void {
    const index = this.#envIndex.get(key);
    if (index === undefined) this.appendEnv(`${key}=${value}`);
    else this.#env[index] = `${key}=${value}`;
  }

  appendEnv(entry: string): void {
    const [key] = cut(entry, "=");
    if (!this.#envIndex.has(key)) this.#envIndex.set(key, this.#env.length);
    this.#env.push(entry);
  }

  /** ONBUILD. */
  addTrigger(expression: string): void {
    this.#triggers.push(expression);
  }

  /**
   * Records a step. `layer`: it makes files; `buildkit`: the reference marks the text as run by BuildKit.
   *
   * @mirrors frontend/dockerfile/dockerfile2llb/convert.go commitToHistory
   */
  addHistory(text: string, { layer = false, buildkit = false } = {}): void {
    const entry = {
      created: this.#epoch?.rfc3339,
      createdBy: buildkit ? `${text} # buildkit` : text,
      author: "",
      comment: historyComment,
      emptyLayer: !layer,
    };
    this.#history = { entry, before: this.#history };
  }

  /** The config as it is now. */
  toImage(): Image {
    const added: HistoryEntry[] = [];
    for (let link = this.#history; link !== undefined; link = link.before) added.push(link.entry);
    return { ...this.#withoutHistory(), history: [...this.#base.history, ...added.reverse()] };
  }

  #withoutHistory(): Omit<Image, "history"> {
    return {
      ...this.#base,
      author: this.author,
      config: {
        ...emptyImage.config,
        user: this.user,
        exposedPorts: this.exposedPorts,
        env: this.#env,
        entrypoint: this.entrypoint,
        cmd: this.cmd,
        volumes: this.volumes,
        workingDir: this.workingDir,
        labels: this.labels,
        stopSignal: this.stopSignal,
        argsEscaped: this.argsEscaped,
        healthcheck: this.healthcheck,
        onBuild: this.#triggers,
        shell: this.shell,
      },
    };
  }
}
