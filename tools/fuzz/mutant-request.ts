import type { Request, RequestOpts } from "../../src/testing/conformance/request.ts";
import type { FnArgs } from "../../src/testing/fn-table.ts";
import { encodeUtf8 } from "../../src/text/utf8.ts";
import { type Corpus, dockerfileOf } from "./corpus.ts";
import { mutate } from "./mutate.ts";
import { type Json, mutateJson } from "./mutate-json.ts";
import type { Random } from "./random.ts";

const omit = ["ops", "def", "metadata", "source", "sourceData", "resolved"];

const caps = [
  "mergeop",
  "exec.meta.setsdefaultpath",
  "exec.meta.ulimit",
  "exec.meta.cdi",
  "exec.mount.tmpfs.size",
  "exec.mount.bind.readwrite-nooutput",
  "exec.meta.cgroup.parent",
  "exec.meta.linux.resources",
];

const optChoices: readonly RequestOpts[] = [
  { platforms: ["linux/arm64"] },
  { platforms: ["windows/amd64"] },
  { platforms: ["linux/amd64", "linux/arm/v7"] },
  { target: "build" },
  { target: "0" },
  { buildArgs: { A: "1", VERSION: "2.0", BASE: "ubuntu" } },
  { buildArgs: { SOURCE_DATE_EPOCH: "1234567890", TARGETARCH: "riscv64" } },
  { buildArgs: { HTTP_PROXY: "http://p", no_proxy: "localhost", BUILDKIT_CACHE_MOUNT_NS: "ns" } },
  { noCache: true },
  { noCache: ["build", "extra"] },
  { labels: { "a.b": "c", z: "<&>" } },
  { hostname: "h", networkMode: "none", shmSize: 67108864, ulimits: ["nofile=1024:2048"] },
  { extraHosts: [{ host: "x", ip: "10.0.0.1" }], cgroupParent: "/p", resources: { memory: "1g" } },
  { multiPlatform: true, platforms: ["linux/s390x"] },
  { imageResolveMode: "pull", devices: [{ name: "v/d=1", optional: true }] },
];

/** How a request looks that has nothing to do with a Dockerfile's text: what may be changed in it. */
const changeable = [
  "opts",
  "dockerignore",
  "dockerfileDockerignore",
  "contextFiles",
  "namedContexts",
  "images",
  "sourceMeta",
  "filename",
] as const;

/** A mutant: of a Dockerfile, of all else that a client says, or of the arguments of a single function. */
export function mutantRequest(id: string, corpus: Corpus, random: Random): Request {
  switch (random.below(10)) {
    case 0:
    case 1:
      return mutantCall(id, corpus, random);
    case 2:
    case 3:
    case 4:
      return mutantBuild(id, corpus, random);
    default:
      return mutantFile(id, corpus, random);
  }
}

function mutantCall(id: string, { calls }: Corpus, random: Random): Request {
  const ofOne = calls.get(random.pick([...calls.keys()])) ?? [];
  const call = random.pick(ofOne);
  const args = mutateJson((call.args ?? {}) as Json, random.pick(ofOne).args as Json, random) as FnArgs;
  const { escape } = call.args ?? {};
  return { id, mode: "fn", fn: call.fn ?? "", args: escape === undefined ? args : { ...args, escape } };
}

function mutantBuild(id: string, { builds, texts }: Corpus, random: Random): Request {
  const build = random.pick(builds);
  const donor = random.pick(builds);
  const file = dockerfileOf(build);
  const request: Record<string, unknown> = {
    ...build,
    id,
    omit,
    dockerfile: undefined,
    dockerfileBase64: base64(random.once(3) ? mutate(file, random, texts) : file),
  };
  for (let left = random.below(3); left > 0; left -= 1) {
    const part = random.pick(changeable);
    const value = build[part] as Json | undefined;
    const changed = value === undefined ? donor[part] : mutateJson(value, donor[part] as Json | undefined, random);
    if (changed !== undefined) request[part] = changed;
  }
  if (build.mode === undefined && random.once(12)) request["mode"] = "frontend";
  return request as unknown as Request;
}

/** Half of them plain, the others with options of a client. */
function mutantFile(id: string, { texts }: Corpus, random: Random): Request {
  const opts = random.once(2) ? { opts: random.pick(optChoices) } : {};
  return {
    id,
    dockerfileBase64: base64(mutate(random.pick(texts), random, texts)),
    omit,
    ...opts,
    ...(random.once(10) && { dockerignore: random.pick(["*.log\n!keep", "**", "a\nb/c", "[", "*"]) }),
    ...(random.once(12) && { llbCaps: [random.pick(caps)] }),
    ...(random.once(12) && {
      namedContexts: {
        [random.pick(["alpine", "build", "base"])]: random.pick([
          "docker-image://busybox",
          "local:ctx",
          "https://github.com/o/r.git",
        ]),
      },
    }),
  };
}

function base64(text: string): string {
  return Buffer.from(encodeUtf8(text)).toString("base64");
}
