import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { platform } from "../oci/platform.ts";
import { cap, capSetOf, unregisteredCaps } from "./caps.ts";
import { digestOf, encodeDefinition } from "./definition.ts";
import { fromDefinition } from "./definition-state.ts";
import { EnvList } from "./env-list.ts";
import type { MarshalOptions } from "./marshal.ts";
import { marshal } from "./marshal.ts";
import { build } from "./ops/build.ts";
import { diff } from "./ops/diff.ts";
import type { Mount } from "./ops/exec-mount.ts";
import type { FileAction, FileChain } from "./ops/file-action.ts";
import { owner, ownerIds } from "./ops/file-action.ts";
import { merge } from "./ops/merge.ts";
import { passthrough, requires } from "./ops/passthrough.ts";
import type { SourceMap } from "./source-map.ts";
import { git, http, image, imageBlob, local, ociLayout, ociLayoutBlob, scratch } from "./sources.ts";
import type { State } from "./state.ts";

/** What the reference makes of the same graphs: tools/oracle/llb-graphs. */
interface Answer {
  readonly error?: string;
  readonly digests?: readonly string[];
  readonly definition?: string;
}

const answers = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../testdata/llb/graphs.json"), "utf8"),
) as Readonly<Record<string, Answer>>;

interface Graph {
  readonly state: State;
  readonly options?: Partial<MarshalOptions>;
}

const someDigest = `sha256:${"a".repeat(64)}`;
const arm64 = platform("linux", "arm64");
const alpine = image("alpine", { platform: arm64 });
const plain = image(`docker.io/library/busybox:1@${someDigest}`);
const hello = ["/bin/sh", "-c", "echo hi"];
const bytes = (text: string) => new Uint8Array(Buffer.from(text));

function caps(...without: readonly string[]): Partial<MarshalOptions> {
  const ids = Object.values(cap).filter((id) => !unregisteredCaps.has(id) && !without.includes(id));
  return { caps: capSetOf(ids) };
}

const graphs = new Map<string, () => Graph>();
const graph = (name: string, make: () => State, options?: Partial<MarshalOptions>) =>
  graphs.set(name, () => ({ state: make(), ...(options === undefined ? {} : { options }) }));

graph("scratch", () => scratch());
graph("run without caps", () => alpine.run(hello));
graph("run with all caps", () => alpine.run(hello), caps());
graph("run where the daemon sets no PATH", () => alpine.run(hello), caps(cap.execMetaSetsDefaultPath));
graph(
  "windows",
  () => {
    const on = { ...platform("windows", "amd64"), osVersion: "10.0.20348", osFeatures: ["win32k"] };
    return image("mcr.microsoft.com/windows/nanoserver:ltsc2022", { platform: on }).run(hello);
  },
  { ...caps(cap.execMetaSetsDefaultPath), platform: platform("windows", "amd64") },
);
graph("normalized state platform", () => image("alpine", { platform: platform("linux", "aarch64") }).run(hello));

const full = alpine
  .addEnv("A", "1")
  .addEnv("B", "2")
  .addEnv("A", "3")
  .dir("/work")
  .dir("sub/../deep")
  .user("me:us")
  .hostname("box")
  .addExtraHost("h1", "10.0.0.1")
  .addUlimit("nofile", 1024, 9223372036854775807n)
  .withCgroupParent("grp")
  .network("host")
  .security("insecure");
graph(
  "everything a run has",
  () =>
    full.run(["a", "", "ünï"], {
      mounts: [
        { target: "/ro", source: plain, readonly: true, selector: "/x" },
        { target: "/rw", source: plain },
        { target: "/no", source: plain, noOutput: true },
        { target: "/c1", source: scratch(), cache: { id: "id1", sharing: "shared" } },
        { target: "/c2", source: plain, cache: { id: "id2", sharing: "private" } },
        { target: "/c3", source: scratch(), cache: { id: "id3", sharing: "locked" } },
        { target: "/t", source: scratch(), tmpfs: { size: 2 ** 40 } },
        { target: "/t2", source: scratch(), tmpfs: {} },
        { target: "/cc", source: scratch(), contentCache: "off" },
      ],
      secrets: [
        { id: "s1", target: "/run/secrets/a", uid: 5, gid: 6, mode: 0o440, optional: true },
        { id: "s2", env: "TOKEN" },
      ],
      ssh: [
        { id: "default", optional: true },
        { id: "other", target: "/sock", uid: 1, gid: 2, mode: 0o666 },
      ],
      devices: [{ name: "v/c=d", optional: true }],
      proxyEnv: { httpProxy: "h", httpsProxy: "hs", ftpProxy: "f", noProxy: "n", allProxy: "a" },
      extraHosts: [{ host: "h2", ip: "::1" }],
      ulimits: [{ name: "core", soft: -1, hard: -1n }],
      validExitCodes: [0, 3, -1],
      linuxResources: {
        memory: 2 ** 33,
        memorySwap: -1,
        cpuShares: 2,
        cpuPeriod: 18446744073709551615n,
        cpuQuota: 4,
        cpusetCpus: "0-1",
        cpusetMems: "0",
      },
      workerFilters: ["a==b"],
      ignoreCache: true,
      exportCache: false,
      progressGroup: { id: "pg", name: "group", weak: true },
      description: { b: "2", a: "1", é: "x", 10: "ten", 9: "nine" },
      customName: "name",
    }),
  caps(),
);
graph("everything a run has, fewer caps", () => full.run(["x"], { ssh: [{ id: "" }] }), {
  ...caps(cap.execMetaSetsDefaultPath),
  workerFilters: ["base"],
});

function cacheMounts(count: number, target: (at: number) => string): Mount[] {
  return Array.from({ length: count }, (_, at) => ({
    target: target(at),
    source: scratch(),
    cache: { id: `id${at}`, sharing: "shared" },
  }));
}
graph("forty mounts on three targets", () =>
  plain.run(["x"], { mounts: cacheMounts(40, (at) => ["/a", "/b", "/a", "/"][at % 4] as string) }),
);
graph("nine mounts on two targets", () =>
  plain.run(["x"], { mounts: cacheMounts(9, (at) => ["/b", "/a", "/a"][at % 3] as string) }),
);
graph("a hundred mounts on eleven targets", () =>
  plain.run(["x"], { mounts: cacheMounts(100, (at) => `/${(at * 37) % 11}`) }),
);
graph("a mount's output", () => {
  const mounts = [
    { target: "/before", source: plain.dir("/p") },
    { target: "/0out", source: plain.dir("/q").addEnv("Q", "q") },
  ];
  const [, out] = alpine.exec(["x"], { mounts }).mounts;
  return (out as State).run(["y"]);
});
const readonlyRun = () => alpine.exec(["x"], { readonlyRootFs: true, mounts: [{ target: "/out", source: scratch() }] });
graph("readonly root", () => readonlyRun().mounts[0] as State);
graph("readonly root itself", () => readonlyRun().root);
const mountedAt = (mount: Omit<Mount, "target" | "source">) =>
  alpine.exec(["x"], { mounts: [{ target: "/t", source: scratch(), ...mount }] }).mounts[0] as State;
graph("tmpfs as parent", () => mountedAt({ tmpfs: {} }).run(["z"]));
graph("no-output as parent", () => mountedAt({ noOutput: true }));
graph("cache as parent", () => mountedAt({ cache: { id: "a", sharing: "shared" } }));
graph("tmpfs with source", () => alpine.run(["x"], { mounts: [{ target: "/t", source: plain, tmpfs: {} }] }));
graph("no arguments", () => alpine.run([]));
graph("invalid UTF-8", () => alpine.run(["a\udcff"]));
graph("invalid UTF-8 in metadata", () => alpine.run(["a"], { customName: "\udcff" }));
graph(
  "source twice",
  () =>
    alpine.run(["x"], {
      mounts: [
        { target: "/a", source: alpine },
        { target: "/b", source: plain },
        { target: "/c", source: alpine, readonly: true },
      ],
    }),
  caps(),
);

const everyAction: readonly FileAction[] = [
  {
    kind: "mkdir",
    path: "a/b",
    mode: 0o1777,
    makeParents: true,
    owner: owner("me:us"),
    createdTime: 1700000000123456789n,
  },
  {
    kind: "mkfile",
    path: "/f",
    mode: 0o644,
    data: Uint8Array.of(0, 1, 255),
    owner: ownerIds(0, 5),
    createdTime: 0n,
  },
  { kind: "mkfile", path: "g", mode: 0o600, data: new Uint8Array() },
  { kind: "rm", path: "gone*", allowNotFound: true, allowWildcard: true },
  { kind: "symlink", oldPath: "old", newPath: "/new", owner: owner("root") },
  {
    kind: "copy",
    source: plain.dir("/src"),
    src: "x/../y",
    dest: "dst/",
    mode: { mode: 0o755 },
    followSymlinks: true,
    copyDirContentsOnly: true,
    attemptUnpack: true,
    createDestPath: true,
    allowWildcard: true,
    allowEmptyWildcard: true,
    owner: owner("4294967295:-1"),
  },
  {
    kind: "copy",
    source: scratch(),
    src: "/",
    dest: "/.",
    mode: { modeStr: "u+x,g=r" },
    includePatterns: ["i"],
    excludePatterns: ["e1", "e2"],
    requiredPaths: ["r"],
    alwaysReplaceExistingDestPaths: true,
  },
  { kind: "copy", source: alpine, src: "/", dest: "keep/.", owner: owner("x:") },
  { kind: "copy", source: plain, src: "/", dest: ".", owner: owner("") },
];
graph(
  "files",
  () => alpine.dir("/wd").file(everyAction, { customName: "files", platform: platform("linux", "s390x") }),
  caps(),
);
graph("files on nothing", () =>
  scratch().file([{ kind: "mkfile", path: "f", mode: 0o644, data: bytes("x"), owner: owner("name:group") }]),
);
graph("copy from inside", () => {
  const chain: FileChain = {
    base: image("other").dir("/o"),
    actions: [
      { kind: "mkdir", path: "/made", mode: 0o755 },
      { kind: "copy", source: plain, src: "a", dest: "b" },
    ],
  };
  const other: FileChain = { base: scratch(), actions: [{ kind: "mkdir", path: "q", mode: 0o711 }] };
  return alpine.dir("/d").file([
    { kind: "copy", source: chain, src: "rel", dest: "x" },
    { kind: "mkdir", path: "m", mode: 0o700 },
    { kind: "copy", source: chain, src: "/abs", dest: "y" },
    { kind: "copy", source: other, src: "q", dest: "z" },
  ]);
});
graph("copy from itself", () => alpine.file([{ kind: "copy", source: alpine, src: "/a", dest: "/b" }]));
graph("no action", () => alpine.file([]));

const madeA = scratch().file([{ kind: "mkdir", path: "/a", mode: 0o755 }]);
const madeB = scratch().file([{ kind: "mkdir", path: "/b", mode: 0o755 }]);
graph(
  "merge",
  () =>
    merge([alpine.dir("/m"), scratch(), madeA, madeB, madeA], {
      customName: "merge",
      progressGroup: { id: "id", name: "n", weak: false },
    }).run(["x"]),
  caps(),
);
graph("merge of one", () => merge([scratch(), madeA]));
graph("merge of none", () => merge([scratch()]));
graph("diff", () => diff(alpine, alpine.run(["x"])));
graph("diff with nothing", () => diff(alpine, scratch()));
graph("diff from nothing", () => diff(scratch(), madeA));
graph("diff with itself", () => diff(madeA, madeA));
const through = (id: string, list: readonly (readonly [State, boolean])[], name?: string) =>
  passthrough(
    id,
    list.map(([state, output]) => ({ state, output })),
    { customName: name },
  );
const given = true;
graph(
  "passthrough",
  () =>
    through(
      "id",
      [
        [madeA, !given],
        [scratch(), given],
        [madeB, given],
      ],
      "pass",
    )[0] as State,
);
graph(
  "passthrough, second output",
  () =>
    through("id", [
      [madeA, given],
      [madeB, given],
    ])[1] as State,
);
graph("passthrough without output", () => through("id", [[madeA, !given]])[0] as State);
graph("passthrough without id", () => through("", [[madeA, given]])[0] as State);
graph("passthrough without inputs", () => through("x", [])[0] as State);
graph("requires", () => requires(alpine, "r", [madeA, madeB]).run(["x"]));
graph("build", () => build(alpine, "f"));
graph("build with default file", () => build(alpine));

graph("image pull", () => image("alpine:3", { resolveMode: "pull", recordType: "internal" }));
graph("image local", () => image("localhost:5000/x", { resolveMode: "local" }));
graph("image default", () => image(`x/y@${someDigest}`, { resolveMode: "default" }));
graph("image invalid", () => image("A B"));
graph("local", () =>
  local("ctx", {
    sessionId: "sid",
    includePatterns: ["<a>&"],
    followPaths: ["ü", "\u2028"],
    excludePatterns: ["x"],
    sharedKeyHint: "h",
    differ: "none",
    requireDiffer: true,
    metadataOnly: { exceptions: ["m"] },
  }),
);
graph(
  "local without session",
  () => local("ctx", { followPaths: [], differ: "metadata", metadataOnly: { exceptions: [] } }),
  caps(),
);
graph("http", () =>
  http("https://example.com/x?y=1", {
    checksum: "sha256:abc",
    filename: "f",
    mode: 0o4755,
    uid: 1,
    gid: 2,
    authHeaderSecret: "tok",
    header: { accept: "a", userAgent: "u" },
    signature: { publicKey: "k", signature: "s" },
  }),
);
graph("http plain", () => http("http://example.com/x", { header: {} }));
graph("http empty", () => http(""));
graph("oci layout", () =>
  ociLayout("x@sha256:abc", {
    sessionId: "s",
    storeId: "id",
    layerLimit: 3,
    platform: platform("linux", "arm", "v7"),
  }),
);
graph("image blob", () => imageBlob(`alpine@${someDigest}`, { filename: "f", mode: 0o600, uid: 1, gid: 0 }));
graph("image blob tagged", () => imageBlob(`alpine:1@${someDigest}`));
graph("image blob without digest", () => imageBlob("alpine"));
graph("oci layout blob", () => ociLayoutBlob(`x@${someDigest}`, { sessionId: "s", storeId: "i" }));
graph("git", () => git("https://github.com/moby/buildkit.git", { fragment: "v1:sub/../dir" }));
graph("git bare", () => git("github.com/moby/buildkit"));
graph("git full", () =>
  git("https://user:pw@github.com/moby/buildkit.git?x=1#frag", {
    ref: "main",
    subdir: "d",
    keepGitDir: true,
    authTokenSecret: "t",
    checksum: "c0ffee",
    skipSubmodules: true,
    mtime: "commit",
    advice: true,
    fetchByCommit: true,
    bundle: { locator: "docker-image+blob://x", sessionId: "s", storeId: "i" },
    checkoutBundle: true,
  }),
);
graph("git ssh", () =>
  git("git@github.com:moby/buildkit.git", {
    knownSshHosts: ["k1\n", "k2"],
    mountSshSock: "mine",
    authTokenSecret: "",
    authHeaderSecret: "",
  }),
);
graph("git ssh unreachable", () => git("ssh://git@127.0.0.1:1/moby/buildkit.git", { fragment: ":only" }));
graph("git bad protocol", () => git("ftp://example.com/x", { fragment: "r" }));
graph("git header secret", () => git("https://example.com/a b.git", { fragment: "r", authHeaderSecret: "h" }));

const ranges = (a: number, b: number) => [
  { start: { line: a, character: 0 }, end: { line: b, character: 0 } },
  { start: { line: b, character: 3 }, end: { line: b, character: 0 } },
];
const dockerfile = { filename: "Dockerfile", language: "Dockerfile" };
const mapOne: SourceMap = { ...dockerfile, data: bytes("FROM x\n") };
const mapTwo: SourceMap = { ...dockerfile, data: bytes("FROM x\n") };
const mapThree: SourceMap = {
  ...dockerfile,
  filename: "other",
  data: bytes("FROM x\n"),
  definition: local("dockerfile", { sessionId: "s" }),
};
const first = alpine.run(["same"], {
  customName: "first",
  ignoreCache: true,
  locations: [{ source: mapOne, ranges: ranges(1, 2) }],
  description: { k: "1" },
  progressGroup: { id: "p1", name: "p1", weak: false },
});
const second = alpine.run(["same"], {
  customName: "second",
  locations: [
    { source: mapTwo, ranges: ranges(3, 4) },
    { source: mapThree, ranges: [] },
  ],
  exportCache: true,
});
graph(
  "identical ops",
  () => merge([first, second], { locations: [{ source: mapThree, ranges: ranges(9, 9) }] }),
  caps(),
);

const amd64 = platform("linux", "amd64");
const remade = (state: State) => fromDefinition(marshal(state, { platform: amd64 }));
graph("from a definition", () =>
  remade(first).run(["more"], { locations: [{ source: mapOne, ranges: ranges(5, 5) }] }),
);
graph("from a definition as it is", () => remade(merge([first, madeA])));
graph("from an empty definition", () => remade(scratch()));
it("bytes that are no op make no state", () => {
  const { def, digests, metadata } = marshal(first, { platform: amd64 });
  const spoilt = def.map((bytes, at) => (at === 0 ? Uint8Array.of(0x0a, 9) : bytes));
  expect(() => fromDefinition({ def: spoilt, digests, metadata })).toThrow("failed to parse llb proto op: ");
});
graph("from a definition that uses two outputs of an op", () => {
  const { root, mounts } = alpine.exec(["x"], {
    mounts: [{ target: "/m", source: scratch() }],
    locations: [{ source: mapOne, ranges: ranges(7, 7) }],
  });
  return remade(merge([root, ...mounts]));
});
graph("reset", () =>
  alpine
    .dir("/x")
    .addEnv("A", "b")
    .reset(
      scratch()
        .withEnv(EnvList.of([["C", "d"]]))
        .dir("/y")
        .user("u"),
    )
    .run(["x"]),
);

function answerTo({ state, options }: Graph): Answer {
  try {
    const definition = marshal(state, { platform: amd64, newLocalId: () => "unique", ...options });
    const { digests } = definition;
    try {
      const whole = digestOf(encodeDefinition(definition));
      return { ...(digests.length === 0 ? {} : { digests }), definition: whole };
    } catch (error) {
      return { error: (error as Error).message, digests };
    }
  } catch (error) {
    return { error: (error as Error).message };
  }
}

describe("a graph made as the reference's clients make it", () => {
  it("is asked of the reference, whichever it is", () => {
    expect([...graphs.keys()].sort()).toEqual(Object.keys(answers).sort());
  });

  it.each([...graphs.keys()])("has the reference's digests: %s", (name) => {
    expect(answerTo((graphs.get(name) as () => Graph)())).toEqual(answers[name]);
  });
});
