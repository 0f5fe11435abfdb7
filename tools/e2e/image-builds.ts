import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildRequest } from "./build.ts";
import type { ComparedBuild } from "./compared-build.ts";
import type { Site } from "./site.ts";

const failing = { Dockerfile: `FROM busybox\n${`# ${"a comment ".repeat(100)}\n`.repeat(300)}RUN exit 7\n` };

const images: readonly ComparedBuild[] = [
  {
    name: "a base image with triggers",
    contextFiles: {
      Dockerfile: "ARG PARENT=busybox\nFROM $PARENT\nRUN echo after >/after.txt\n",
      "given.txt": "given\n",
    },
    request: ({ images: { parent } }) => ({ opts: { "build-arg:PARENT": parent, "build-arg:WHO": "you" } }),
    files: {
      "triggered/given.txt": { content: "given\n" },
      "triggered/who.txt": { content: "you yes\n" },
      "after.txt": { content: "after\n" },
    },
    config: { Labels: { triggered: "you" } },
  },
  {
    name: "one platform in the shape of several",
    contextFiles: { Dockerfile: "FROM busybox\nCOPY Dockerfile /\n" },
    request: () => ({ opts: { platform: "linux/arm64", "multi-platform": "true" } }),
    platforms: ["linux/arm64"],
  },
  {
    name: "a bill of materials for each of two platforms, its steps and its context",
    contextFiles: {
      Dockerfile: `ARG BUILDKIT_SBOM_SCAN_CONTEXT=true
FROM --platform=$BUILDPLATFORM busybox AS made
ARG BUILDKIT_SBOM_SCAN_STAGE=true
ARG TARGETARCH
RUN mkdir /out && echo $TARGETARCH >/out/arch.txt
FROM scratch
COPY --from=made /out /
COPY given.txt /
`,
      "given.txt": "given\n",
    },
    request: ({ images: { scanner } }) => ({
      opts: { platform: "linux/amd64,linux/arm64", "attest:sbom": `generator=${scanner},LEVEL=9` },
    }),
    platforms: ["linux/amd64", "linux/arm64"],
    attested: () => ["BUILDKIT_SCAN_LEVEL=9", "./arch.txt ./given.txt", '"name":"sbom-context"', '"name":"sbom-made"'],
  },
  {
    name: "warnings of several rules, in their order",
    contextFiles: { Dockerfile: "from busybox AS Base\nENV a b\nMAINTAINER m\nWORKDIR rel\nFROM base\nCMD x\n" },
    warnings: [
      ...["StageNameCasing", "FromAsCasing", "MaintainerDeprecated", "ConsistentInstructionCasing"],
      ...["LegacyKeyValueFormat", "WorkdirRelativePath", "JSONArgsRecommended"],
    ],
  },
  {
    name: "a failing step in a file of 300 KiB, whose details hold the file",
    contextFiles: failing,
    message: () => ">>> RUN exit 7",
  },
  {
    name: "a failing step of another frontend in such a file",
    contextFiles: failing,
    request: ({ connection }) => ({ opts: { "build-arg:BUILDKIT_SYNTAX": connection.referenceImage } }),
    message: () => ">>> RUN exit 7",
  },
];

/** A request with those rules as the client's policy of sources. */
function withPolicy(
  folder: string,
  rules: readonly unknown[],
  rest: Partial<BuildRequest> = {},
): Partial<BuildRequest> {
  const file = join(folder, "policy.json");
  writeFileSync(file, JSON.stringify({ rules }));
  return { flags: ["--source-policy-file", file], ...rest };
}

const denied = (identifier: string) => ({ action: "DENY", selector: { identifier } });
const converted = (from: string, to: string) => ({
  action: "CONVERT",
  selector: { identifier: from },
  updates: { identifier: to },
});
const absent = "docker-image://docker.io/library/absent:1";
const busybox = "docker-image://docker.io/library/busybox:latest";

const policies: readonly ComparedBuild[] = [
  {
    name: "a policy that turns a base image and a file into others",
    contextFiles: { Dockerfile: "FROM absent:1\nADD https://absent.example.com/page.txt /\nRUN true\n" },
    request: ({ sources }, folder) =>
      withPolicy(folder, [
        converted(absent, busybox),
        converted("https://absent.example.com/page.txt", `${sources.url}/page.txt`),
      ]),
    files: { "page.txt": { content: "a page\n" } },
  },
  {
    name: "a policy that turns a named context into another image",
    contextFiles: { Dockerfile: "FROM base\nCOPY --from=base /etc/passwd /copied\n" },
    request: (_, folder) =>
      withPolicy(folder, [converted(absent, busybox)], { opts: { "context:base": "docker-image://absent:1" } }),
    files: { copied: { type: "file" } },
  },
  {
    name: "a policy that turns a base image into a file",
    contextFiles: { Dockerfile: "FROM absent:1\n" },
    request: ({ sources }: Site, folder) => withPolicy(folder, [converted(absent, `${sources.url}/page.txt`)]),
    message: () => "ref mutated by policy to non-image",
  },
  {
    name: "a policy that denies a base image",
    contextFiles: { Dockerfile: "FROM busybox\n" },
    request: (_, folder) => withPolicy(folder, [denied("docker-image://docker.io/library/busybox*")]),
    message: () => "denied by policy",
  },
  {
    name: "a policy that denies what a step adds",
    contextFiles: { Dockerfile: "FROM scratch\nADD https://denied.example.com/page.txt /\n" },
    request: (_, folder) => withPolicy(folder, [denied("https://denied.example.com/*")]),
    message: () => "denied by policy",
  },
];

export const imageBuilds: readonly ComparedBuild[] = [...images, ...policies];
