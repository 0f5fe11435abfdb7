import { TransportError } from "../gateway/errors.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { formatWarning, type LintWarning } from "../lint/lint-warning.ts";
import type { Entrypoint } from "./entrypoint.ts";

/**
 * Tells the client of warnings in the Dockerfile, one after the other. A warning that does not arrive fails nothing; one
 * that gets no answer in time is the last.
 */
export class WarningQueue {
  readonly #gateway: Gateway;
  readonly #entrypoint: Entrypoint;
  #last: Promise<void> = Promise.resolve();
  #isAnswered = true;

  constructor(gateway: Gateway, entrypoint: Entrypoint) {
    this.#gateway = gateway;
    this.#entrypoint = entrypoint;
  }

  /** Sends a warning after those before it. @mirrors frontend/dockerfile/builder/build.go Build, warnOpts */
  readonly add = (warning: LintWarning): void => {
    this.#last = this.#last.then(() => this.#send(warning));
  };

  /** Resolves when all that was added has been answered. */
  sent(): Promise<void> {
    return this.#last;
  }

  async #send(warning: LintWarning): Promise<void> {
    if (!this.#isAnswered) return;
    const { source, vertex } = this.#entrypoint;
    const { description, url, ranges } = warning;
    try {
      const short = formatWarning(warning);
      await this.#gateway.warn({ digest: vertex, level: 1, short, detail: [description], url, info: source, ranges });
    } catch (error) {
      this.#isAnswered = !(error instanceof TransportError);
    }
  }
}
