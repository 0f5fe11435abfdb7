import type { Request, RequestOpts } from "../../src/testing/conformance/request.ts";
import { encodeUtf8 } from "../../src/text/utf8.ts";
import { mutate } from "./mutate.ts";
import type { Random } from "./random.ts";

/** What a file is mutated with. */
export interface Corpus {
  readonly texts: readonly string[];
}

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

/** The request of a mutant: half of them plain, the others with options of a client. */
export function mutantRequest(id: string, { texts }: Corpus, random: Random): Request {
  const text = mutate(random.pick(texts), random, texts);
  const opts = random.once(2) ? { opts: random.pick(optChoices) } : {};
  return {
    id,
    dockerfileBase64: Buffer.from(encodeUtf8(text)).toString("base64"),
    omit: ["ops", "def", "metadata", "source", "sourceData", "resolved"],
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
