import type { CommandLine } from "./command-line.ts";
import type { InstructionBase } from "./instruction-base.ts";

export const runFlags = { device: "strings", mount: "strings", network: "string", security: "string" } as const;

export type NetworkMode = "default" | "none" | "host";
export type SecurityMode = "sandbox" | "insecure";

/** A CDI device of `RUN --device`. */
export interface Device {
  readonly name: string;
  readonly required: boolean;
}

export interface RunInstruction extends InstructionBase {
  readonly kind: "run";
  readonly command: CommandLine;
  /** The texts of `--mount` as written, in order; `parseMount` reads them where variables are known. */
  readonly mounts: readonly string[];
  /** The `from` of each of them; empty without one. */
  readonly mountFrom: readonly string[];
  readonly network: NetworkMode;
  readonly security: SecurityMode;
  readonly devices: readonly Device[];
  /** The names of the flags that were given, sorted, each once. */
  readonly flagsUsed: readonly string[];
}
