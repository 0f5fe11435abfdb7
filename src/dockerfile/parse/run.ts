import { sortedStrings } from "../../go/code-point-order.ts";
import { type NetworkMode, type RunInstruction, runFlags, type SecurityMode } from "../ast/run.ts";
import { Fault } from "../lines/fault.ts";
import { invalidNetworkMode, invalidSecurityMode } from "../messages.ts";
import { commandLine } from "./command-line.ts";
import { parseDevice } from "./device.ts";
import { faultAtFlag } from "./fault-at-flag.ts";
import { flagValues, splitFlag } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { parseMountFrom } from "./mount.ts";
import type { RawNode } from "./raw-node.ts";
import { readJsonOrText } from "./read-json.ts";

/** @mirrors frontend/dockerfile/instructions parseRun */
export const run: InstructionParser<RunInstruction> = {
  readArguments: readJsonOrText,
  build: (node, base) => {
    const flags = flagValues(node, runFlags);
    const devices = flags.device.map((text, index) => faultAtFlag(node, "device", index, () => parseDevice(text)));
    const mountFrom = flags.mount.map((text, index) => faultAtFlag(node, "mount", index, () => parseMountFrom(text)));
    return {
      ...base,
      kind: "run",
      command: commandLine(node),
      mounts: flags.mount,
      mountFrom,
      network: networkOf(node, flags.network),
      security: securityOf(node, flags.security),
      devices,
      flagsUsed: sortedStrings(new Set(node.split.flags.map((flag) => splitFlag(flag).name))),
    };
  },
};

function networkOf(node: RawNode, value = "default"): NetworkMode {
  if (value === "default" || value === "none" || value === "host") return value;
  const flag = node.split.flags.find((candidate) => splitFlag(candidate).name === "network");
  throw new Fault("invalid-flag-value", invalidNetworkMode(value), flag);
}

function securityOf(node: RawNode, value = "sandbox"): SecurityMode {
  if (value === "sandbox" || value === "insecure") return value;
  const flag = node.split.flags.find((candidate) => splitFlag(candidate).name === "security");
  throw new Fault("invalid-flag-value", invalidSecurityMode(value), flag);
}
