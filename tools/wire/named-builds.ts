/** Builds with named contexts of every scheme, odd images, and policies that put something else in a source's place. */
import type { WireBuild } from "./conversations.ts";
import { given } from "./given-inputs.ts";
import { becomesFile, build, everyCap, images, repository } from "./wire-build.ts";

const layoutSpec = `oci-layout://store@sha256:${"f".repeat(64)}`;
const bakeConfig = Buffer.from('{"os":"linux","architecture":"arm64","config":{"Env":["Q=1"]}}').toString("base64");

export const named: readonly WireBuild[] = [
  {
    ...build(
      "named contexts",
      `FROM base
COPY a b
COPY --from=dir x /y/
COPY --from=repo x y
COPY --from=page x y
COPY --from=lay x y
RUN --mount=from=nothing,target=/n true
`,
      {
        "context:base": "docker-image://alpine:3",
        "context:dir": "local:dir",
        "context:repo": `${repository}#v1`,
        "context:page": "https://example.com/page",
        "context:lay": layoutSpec,
        "context:nothing": "docker-image://scratch",
        "sharedkey:localdir:dir": "key",
        "local-sessionid:dir": "elsewhere",
        "attest:sbom": "generator=scanner:2,x=y",
        "build-arg:BUILDKIT_SBOM_SCAN_CONTEXT": "true",
      },
      {
        files: { "local://dir/.dockerignore": "secret\n" },
        images: { "docker.io/library/scanner:2": { config: { Entrypoint: ["/scan"], WorkingDir: "/w" } } },
      },
    ),
    without: everyCap,
  },
  {
    ...build(
      "another target of a bake",
      "FROM base\nCOPY x y\n",
      {
        "context:base": "input:bake",
        "input-metadata:bake": JSON.stringify({ "containerimage.config": bakeConfig }),
        "attest:sbom": "generator=scanner:2",
      },
      { inputs: { bake: given }, images: { "docker.io/library/scanner:2": { config: { Entrypoint: ["/scan"] } } } },
    ),
    without: ["frontend.inputs", "proto.refarray", "exec.meta.setsdefaultpath", "return", "statfile"],
  },
  {
    ...build("named directory", "FROM busybox\nCOPY --from=dir a b\n", { "context:dir": "local:dir" }),
    without: [
      ["return", "gateway.solve.evaluate"],
      ["gateway.solve.evaluate", "statfile"],
      ["return", "gateway.solve.evaluate", "statfile"],
    ],
  },
  build("named for a platform", "FROM base\n", {
    platform: "linux/arm64",
    "context:base::linux/arm64": "docker-image://one",
    "context:base": "docker-image://two",
  }),
  build("named as the base image", "FROM alpine\n", {
    "context:docker.io/library/alpine": "docker-image://x",
    "context:alpine": `docker-image://other@sha256:${"1".repeat(64)}`,
  }),
  build("named, then a file by policy", "FROM base\n", { "context:base": "docker-image://from" }, becomesFile),
  build(
    "named, then an image by policy",
    "FROM base\n",
    { "context:base": "docker-image://from" },
    images("from", { becomes: "docker-image://docker.io/library/to:1" }),
  ),
  build(
    "bad metadata of an input",
    "FROM base\nRUN x\n",
    { "context:base": "input:bake", "input-metadata:bake": "{" },
    { inputs: { bake: given } },
  ),
  build(
    "named, read in part",
    "FROM n\nCOPY --from=n a/b c* /x/\nADD --from=n z /\nRUN --mount=from=n,target=/m,source=/s y\n",
    {
      "context:n": "local:dir",
    },
  ),
  build("named, read whole", "FROM busybox\nCOPY --from=n . /\n", { "context:n": "local:dir" }),
  build("named, used by many", "FROM base AS one\nRUN a\nFROM base\nCOPY --from=base x y\nCOPY --from=one p q\n", {
    "context:base": "local:dir",
    "context:one": "docker-image://alpine",
  }),
  build(
    "named, then a file by policy, twice",
    "FROM base\nRUN x\n",
    {
      platform: "linux/amd64,linux/arm64",
      "context:base": "docker-image://from",
    },
    becomesFile,
  ),
  build(
    "named with a bad ignore file",
    "FROM n\n",
    { "context:n": "local:dir" },
    { files: { "local://dir/.dockerignore": "!\n" } },
  ),
  build("named for platforms", "FROM --platform=linux/arm64 base\nCOPY --from=base x y\n", {
    platform: "linux/amd64,linux/arm/v7",
    "context:base::linux/arm64": "local:dir",
    "context:base::linux/amd64": layoutSpec,
    "context:base": "docker-image://d",
    "sharedkey:localdir:base::linux/arm64": "k",
    "local-sessionid:dir": "s",
  }),
  ...[
    "x",
    ":",
    "foo:bar",
    "input:none",
    "oci-layout://store",
    "oci-layout://",
    `oci-layout:store:tag@sha256:${"f".repeat(64)}`,
    `oci-layout://UP@sha256:${"f".repeat(64)}`,
    "git://",
    "git@host:a/b.git#v1:sub",
    "git@host",
    "ssh://host/x.git",
    "https://host/x.git?keep-git-dir=1#v",
    "https://host/x.git?bad=1",
    "docker-image:alpine",
    `docker-image://alpine@sha256:${"a".repeat(64)}`,
    "docker-image://A B",
    "local:no",
    "local:",
  ].map((spec) => build(`named ${spec}`, "FROM base\nCOPY x y\n", { "context:base": spec })),
];

export const imageConfigs: readonly WireBuild[] = [
  "{",
  "null",
  "[]",
  '{"architecture":1}',
  '{"config":{"Env":"x"}}',
  '{"config":{"Healthcheck":"x"}}',
  '{"config":{"Env":["A","=b","C=d=e",""],"WorkingDir":"w"}}',
  '{"os":"windows","architecture":"amd64","os.version":"10","os.features":["a"],"config":{"User":"u"}}',
].flatMap((text) => {
  const layout = { images: { [`docker.io/library/base@sha256:${"f".repeat(64)}`]: { text } } };
  const metadata = JSON.stringify({ "containerimage.config": Buffer.from(text).toString("base64") });
  const inputOpts = { "context:base": "input:i", "input-metadata:i": metadata };
  return [
    build(`base with ${text}`, "FROM odd\nRUN x\n", {}, images("odd", { text })),
    build(
      `named with ${text}`,
      "FROM base\nRUN x\n",
      { "context:base": "docker-image://odd" },
      images("odd", { text }),
    ),
    build(`layout with ${text}`, "FROM base\nRUN x\n", { "context:base": layoutSpec }, layout),
    build(`input with ${text}`, "FROM base\nRUN x\n", inputOpts, { inputs: { i: given } }),
    build(`scanner with ${text}`, "FROM busybox\n", { "attest:sbom": "generator=odd" }, images("odd", { text })),
  ];
});

/** What a policy may put in place of an image, for each who asks for one. */
export const policies: readonly WireBuild[] = [
  "git://example.com/r.git",
  "https://example.com/r.git#x",
  "local://x",
  "input://x",
  "foo://bar",
  "colon:only",
].flatMap((becomes) => {
  const script = images("from", { becomes });
  return [
    build(`base that becomes ${becomes}`, "FROM from\nRUN x\n", {}, script),
    build(`image that becomes ${becomes}`, "FROM scratch\nCOPY --from=from a b\n", {}, script),
    build(`named that becomes ${becomes}`, "FROM base\nRUN x\n", { "context:base": "docker-image://from" }, script),
    build(`scanner that becomes ${becomes}`, "FROM busybox\n", { "attest:sbom": "generator=from" }, script),
  ];
});
