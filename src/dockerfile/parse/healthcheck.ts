import { parseDuration } from "../../go/duration.ts";
import { GoError } from "../../go/go-error.ts";
import { toUpper } from "../../go/letter-case.ts";
import { parseInt } from "../../go/parse-number.ts";
import { type Health, type HealthcheckInstruction, healthcheckFlags } from "../ast/healthcheck.ts";
import { Fault } from "../lines/fault.ts";
import {
  argumentsAfterNone,
  intervalTooShort,
  missingHealthCommand,
  negativeRetries,
  unknownHealthType,
} from "../messages.ts";
import { flagValues, splitFlag } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import type { RawNode } from "./raw-node.ts";
import { readHealth } from "./read-health.ts";
import { argumentsPlace, requireArguments } from "./require-arguments.ts";

/** @mirrors frontend/dockerfile/instructions parseHealthcheck */
export const healthcheck: InstructionParser<HealthcheckInstruction> = {
  readArguments: readHealth,
  build: (node, base) => {
    requireArguments(node, "HEALTHCHECK");
    const type = toUpper(node.arguments.list[0] as string);
    return { ...base, kind: "healthcheck", health: type === "NONE" ? noHealth(node) : healthOf(node, type) };
  },
};

const millisecond = 1_000_000n;

/** Flags are not looked at here. */
function noHealth(node: RawNode): Health {
  if (node.arguments.list.length > 1) throw new Fault("argument-after-none", argumentsAfterNone, argumentsPlace(node));
  return { test: ["NONE"], interval: 0n, timeout: 0n, startPeriod: 0n, startInterval: 0n, retries: 0 };
}

function healthOf(node: RawNode, type: string): Health {
  const flags = flagValues(node, healthcheckFlags);
  if (type !== "CMD") throw new Fault("unknown-health-type", unknownHealthType(type), argumentsPlace(node));
  const command = node.arguments.list.slice(1);
  if (command.length === 0) throw new Fault("missing-argument", missingHealthCommand, argumentsPlace(node));
  return {
    test: [node.arguments.json ? "CMD" : "CMD-SHELL", ...command],
    interval: intervalOf(node, "interval", flags.interval),
    timeout: intervalOf(node, "timeout", flags.timeout),
    startPeriod: intervalOf(node, "start-period", flags["start-period"]),
    startInterval: intervalOf(node, "start-interval", flags["start-interval"]),
    retries: retriesOf(node, flags.retries),
  };
}

/** Nanoseconds. @mirrors frontend/dockerfile/instructions parseOptInterval */
function intervalOf(node: RawNode, name: string, value: string | undefined): bigint {
  if (value === undefined || value === "") return 0n;
  const interval = read(node, name, () => parseDuration(value));
  if (interval === 0n || interval >= millisecond) return interval;
  throw new Fault("invalid-flag-value", intervalTooShort(name), flagNamed(node, name));
}

function retriesOf(node: RawNode, value: string | undefined): number {
  if (value === undefined || value === "") return 0;
  const retries = read(node, "retries", () => parseInt(value, 10, 32));
  if (retries < 0n) throw new Fault("invalid-flag-value", negativeRetries(retries), flagNamed(node, "retries"));
  return Number(retries);
}

function read<Value>(node: RawNode, name: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    if (error instanceof GoError) throw new Fault("invalid-flag-value", error.message, flagNamed(node, name));
    throw error;
  }
}

function flagNamed(node: RawNode, name: string) {
  return node.split.flags.find((flag) => splitFlag(flag).name === name);
}
