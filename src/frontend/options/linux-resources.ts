import { parseInt, parseUint } from "../../go/parse-number.ts";
import type { ResourceLimits } from "../../llb/constraints.ts";
import { wrapping } from "../error-message.ts";
import { messages } from "../messages.ts";
import { checkCpuset } from "./cpuset.ts";
import type { OptGroup } from "./opt-source.ts";

type Opts = ReadonlyMap<string, string>;

/** Limits of every step of the build, outside the cache key. @mirrors frontend/dockerui/attr.go parseLinuxResources */
export const linuxResources: OptGroup<{ readonly linuxResources: ResourceLimits | undefined }> = {
  keys: ["memory", "memswap", "cpushares", "cpuperiod", "cpuquota", "cpusetcpus", "cpusetmems"],
  read({ opts }) {
    return { linuxResources: wrapping(messages.resources, () => readResources(opts)) };
  },
};

function readResources(opts: Opts): ResourceLimits | undefined {
  const resources: ResourceLimits = {
    ...field("memory", amount(opts, "memory", parseInt, positive)),
    ...field("memorySwap", amount(opts, "memswap", parseInt, positiveOrUnlimited)),
    ...field("cpuShares", amount(opts, "cpushares", parseUint, positive)),
    ...field("cpuPeriod", amount(opts, "cpuperiod", parseUint, positive)),
    ...field("cpuQuota", amount(opts, "cpuquota", parseInt, positive)),
    ...field("cpusetCpus", cpuset(opts, "cpusetcpus")),
    ...field("cpusetMems", cpuset(opts, "cpusetmems")),
  };
  return Object.keys(resources).length === 0 ? undefined : resources;
}

function field<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [N in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: Value };
}

function amount(
  opts: Opts,
  key: string,
  parse: (text: string, base: number, bits: number) => bigint,
  problem: (value: bigint) => string | undefined,
): bigint | undefined {
  const text = opts.get(key) ?? "";
  if (text === "") return undefined;
  const value = wrapping(
    (reason) => messages.resource(key, text, reason),
    () => parse(text, 10, 64),
  );
  const found = problem(value);
  if (found !== undefined) throw new Error(messages.resource(key, text, found));
  return value;
}

function positive(value: bigint): string | undefined {
  return value <= 0n ? messages.aboveZero : undefined;
}

function positiveOrUnlimited(value: bigint): string | undefined {
  return value < -1n || value === 0n ? messages.aboveZeroOrUnlimited : undefined;
}

function cpuset(opts: Opts, key: string): string | undefined {
  const text = opts.get(key) ?? "";
  if (text === "") return undefined;
  wrapping(
    (reason) => messages.resource(key, text, reason),
    () => checkCpuset(text),
  );
  return text;
}
