import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { platform } from "../../oci/platform.ts";
import { FakeGateway, type FakeScript, fakePlatform } from "../../testing/fake-gateway.ts";
import { type FrontendConfig, forwardedOpts, optGroups, readConfig } from "./config.ts";

function configOf(opts: Readonly<Record<string, string>>, script: FakeScript = {}): FrontendConfig {
  return readConfig(new FakeGateway({ ...script, opts }), fakePlatform);
}

const withoutGroup = new Set(["config.ts", "opt-source.ts", "cpuset.ts"]);

test("every file of options is a group of the index, and no key belongs to two groups", () => {
  const files = readdirSync(import.meta.dirname).filter(
    (name) => !name.endsWith(".test.ts") && !withoutGroup.has(name),
  );
  expect(optGroups.length).toBe(files.length);
  const keys = optGroups.flatMap(({ keys }) => keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test("without opts all is as the daemon has it", () => {
  expect(configOf({})).toMatchObject({
    buildPlatforms: [fakePlatform],
    targetPlatforms: [],
    imageResolveMode: "default",
    extraHosts: [],
    shmSize: 0n,
    ulimits: [],
    networkMode: "sandbox",
    noCache: [],
    multiPlatform: false,
    cacheImports: [],
    target: "",
    hostname: "",
    gitAdvice: false,
    forwarded: false,
  });
});

test("opts become typed values", () => {
  const config = configOf({
    platform: "linux/aarch64,windows",
    "add-hosts": "A.b=1.2.3.4,c=::1",
    "shm-size": "64",
    ulimit: "nofile=5:6",
    memory: "1",
    memswap: "-1",
    cpushares: "2",
    cpusetcpus: "0-3, 5",
    "no-cache": "a,b",
    "build-arg:X": "1",
    "label:l": "v",
    "context:src": "local:dir",
    filename: "x/Dockerfile",
    "attest:sbom": "generator=a/b,k=v",
    "cache-imports": '[{"Type":"t","attrs":{"k":"v"}}]',
    "cache-from": "a,b",
  });
  expect(config.targetPlatforms).toEqual([platform("linux", "arm64"), platform("windows", "amd64")]);
  expect(config.extraHosts).toEqual([
    { host: "a.b", ip: "1.2.3.4" },
    { host: "c", ip: "::1" },
  ]);
  expect(config).toMatchObject({
    shmSize: 64n,
    ulimits: [{ name: "nofile", soft: 5n, hard: 6n }],
    linuxResources: { memory: 1n, memorySwap: -1n, cpuShares: 2n, cpusetCpus: "0-3, 5" },
    noCache: ["a", "b"],
    multiPlatform: true,
    buildArgs: new Map([["X", "1"]]),
    labels: new Map([["l", "v"]]),
    sbom: { generator: "docker.io/a/b:latest", parameters: new Map([["k", "v"]]) },
  });
  expect(config.contexts).toMatchObject({ filename: "x/Dockerfile", named: new Map([["src", "local:dir"]]) });
  expect(config.cacheImports.map(({ type, attrs }) => [type, ...attrs.values()])).toEqual([
    ["t", "v"],
    ["registry", "a"],
    ["registry", "b"],
  ]);
});

test("an empty no-cache means all stages", () => {
  expect(configOf({ "no-cache": "" }).noCache).toBe("all");
});

test("the main context's opt has the name that contextkey gives", () => {
  const opts = { contextkey: "ctx", ctx: "https://e.com/x", context: "https://github.com/a/b.git" };
  expect(configOf(opts).contexts.remote).toBe("https://e.com/x");
});

test("build arguments win over opts, and are forwarded in their place", () => {
  const opts = {
    "build-arg:BUILDKIT_MULTI_PLATFORM": "1",
    "multi-platform": "0",
    "build-arg:BUILDKIT_SANDBOX_HOSTNAME": "h",
  };
  expect(configOf(opts)).toMatchObject({ multiPlatform: true, hostname: "h" });
  const forwarded = forwardedOpts(new Map(Object.entries(opts)));
  expect(forwarded.get("multi-platform")).toBe("1");
  expect(forwarded.get("hostname")).toBe("h");
});

test.each<[opts: Readonly<Record<string, string>>, message: string]>([
  [
    { platform: "a/b/c/d" },
    'failed to parse target platform a/b/c/d: "a/b/c/d": cannot parse platform specifier: invalid argument',
  ],
  [{ "image-resolve-mode": "x" }, "invalid image-resolve-mode: x"],
  [{ "add-hosts": "foo" }, "failed to parse additional hosts: invalid key-value pair foo"],
  [{ "add-hosts": "foo=BAR" }, "failed to parse additional hosts: failed to parse IP bar"],
  [{ "shm-size": "64m" }, 'failed to parse shm size: strconv.ParseInt: parsing "64m": invalid syntax'],
  [
    { ulimit: "nofile=5:3" },
    "failed to parse ulimit: ulimit soft limit must be less than or equal to hard limit: 5 > 3",
  ],
  [{ memory: "0" }, "failed to parse resource limits: invalid memory value: 0: must be > 0"],
  [{ memswap: "0" }, "failed to parse resource limits: invalid memswap value: 0: must be -1 (unlimited) or > 0"],
  [
    { cpuquota: "x" },
    'failed to parse resource limits: invalid cpuquota value: x: strconv.ParseInt: parsing "x": invalid syntax',
  ],
  [{ cpusetmems: "3-1" }, 'failed to parse resource limits: invalid cpusetmems value: 3-1: invalid cpuset range "3-1"'],
  [
    { cpusetcpus: "8193" },
    'failed to parse resource limits: invalid cpusetcpus value: 8193: cpuset element "8193" exceeds maximum 8192',
  ],
  [{ "force-network-mode": "bridge" }, "invalid netmode bridge"],
  [{ "multi-platform": "maybe" }, "invalid boolean value for multi-platform: maybe"],
  [
    { "multi-platform": "0", platform: "a/b,c/d" },
    "conflicting config: returning multiple target platforms is not allowed",
  ],
  [{ "attest:x": "" }, 'unknown attestation type "x"'],
  [
    { "build-arg:BUILDKIT_DOCKERFILE_CHECK": "foo" },
    'failed to parse build-arg:BUILDKIT_DOCKERFILE_CHECK: invalid check option "foo"',
  ],
  [
    { "build-arg:BUILDKIT_GIT_ADVICE": "x" },
    'failed to parse build-arg:BUILDKIT_GIT_ADVICE: strconv.ParseBool: parsing "x": invalid syntax',
  ],
  [{ "override-copy-image": "x" }, 'support for "override-copy-image" was removed in BuildKit 0.11'],
  [
    { "build-arg:BUILDKIT_DISABLE_FILEOP": "1" },
    'support for "BUILDKIT_DISABLE_FILEOP" build-arg was removed in BuildKit 0.11',
  ],
])("%j is refused with the reference's words", (opts, message) => {
  expect(() => configOf(opts)).toThrow(new Error(message));
});

test("of several bad opts the first in the reference's order is reported", () => {
  expect(() => configOf({ "force-network-mode": "x", "shm-size": "x", platform: "linux/amd64" })).toThrow(
    /^failed to parse shm size/,
  );
});

test("a daemon without file operations is too old", () => {
  expect(() => configOf({}, { withoutLlbCaps: ["file.base"] })).toThrow(
    "needs BuildKit 0.5 or later: requested prerelease feature file.base  is not supported by build server, please update ",
  );
});
