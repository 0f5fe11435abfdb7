import type { InstructionBase } from "./instruction-base.ts";

/** Not looked at for `HEALTHCHECK NONE`. */
export const healthcheckFlags = {
  interval: "string",
  timeout: "string",
  "start-period": "string",
  "start-interval": "string",
  retries: "string",
} as const;

export interface Health {
  /** `NONE`, or `CMD` or `CMD-SHELL` and the command. */
  readonly test: readonly string[];
  /** Nanoseconds; 0 for the default. */
  readonly interval: bigint;
  readonly timeout: bigint;
  readonly startPeriod: bigint;
  readonly startInterval: bigint;
  readonly retries: number;
}

export interface HealthcheckInstruction extends InstructionBase {
  readonly kind: "healthcheck";
  readonly health: Health;
}
