/** The builds over which both sides' requests are compared: together they use every frontend opt. */
import { gunzipSync, gzipSync, zstdCompressSync } from "node:zlib";
import { google } from "#proto/gateway.js";
import { gatewayCaps, llbCaps } from "../../src/gateway/known-caps.ts";
import { type Definition, definitionMessage } from "../../src/llb/definition.ts";
import { marshal } from "../../src/llb/marshal.ts";
import { image, scratch } from "../../src/llb/sources.ts";
import { platform } from "../../src/oci/platform.ts";
import { encodeUtf8 } from "../../src/text/utf8.ts";
import type { WireBuild } from "./conversations.ts";
import type { DaemonScript, WireFailure, WireImage } from "./scripted-daemon.ts";

type Opts = Readonly<Record<string, string>>;
type Script = Partial<WireBuild["daemon"]>;

const dockerfilePath = "local://dockerfile/Dockerfile";

const everyCap = [...gatewayCaps.keys(), ...llbCaps.keys()];

/** A build of a Dockerfile in a local directory, with a local context. */
function build(name: string, dockerfile: string, opts: Opts = {}, script: Script = {}): WireBuild {
  return { name, opts, daemon: { ...script, files: { [dockerfilePath]: dockerfile, ...script.files } } };
}

/** A build of whatever the opts and the daemon's files say. */
function remote(name: string, opts: Opts, script: WireBuild["daemon"]): WireBuild {
  return { name, opts, daemon: script };
}

const tooLarge = new Uint8Array(16 * 1024 * 1024 + 1);
const simple = "FROM busybox\nCOPY a b\n";
const amd64 = platform("linux", "amd64");
const given = marshal(image("alpine").file([{ kind: "mkdir", path: "/x", mode: 0o755 }]), { platform: amd64 });
const placesOf = (sourceIndex: number) => {
  const ranges = [{ start: { line: 1, character: 0 }, end: { line: 2, character: 3 } }];
  return new Map(given.digests.slice(0, 2).map((digest) => [digest, { locations: [{ sourceIndex, ranges }] }]));
};
const inner = marshal(image("inner"), { platform: amd64 });
const withSources: Definition = {
  ...given,
  source: {
    infos: [
      { filename: "unused", language: "", data: encodeUtf8("x") },
      {
        filename: "Dockerfile",
        language: "Dockerfile",
        data: encodeUtf8("FROM x\n"),
        definition: definitionMessage(inner),
      },
    ],
    locations: placesOf(1),
  },
};
const dockerfileInput = marshal(
  scratch().file([{ kind: "mkfile", path: "Dockerfile", mode: 0o644, data: encodeUtf8(simple) }]),
  { platform: amd64 },
);
const tree = `tree ${"a".repeat(40)}\n`;
const commit = `${tree}author A <a@x> 1690000000 +0200\ncommitter C <c@x> 1690000500 -0530\n\nmessage\n`;
const repository = "https://example.com/a/b.git";
const gitSource = "git://example.com/a/b.git";

/** Instructions of every kind, in stages that need each other. */
const everyInstruction = `# check=skip=none
ARG BASE=busybox
ARG VERSION=1
FROM $BASE AS base
# a secret
ARG HTTP_PROXY
ENV A=1 B="two words"
RUN --mount=type=cache,target=/cache,id=c,sharing=locked --mount=type=tmpfs,target=/t,size=1m echo $A
RUN --mount=type=secret,id=s,env=S --mount=type=secret,id=f,required=true --mount=type=ssh cat
RUN --mount=type=bind,from=other,source=/x,target=/y,rw --mount=type=cache,target=/own,uid=1,gid=2,mode=0700 true
RUN --network=none --security=insecure id
RUN --network=host id
RUN --device=vendor.com/gpu=one id
RUN <<EOF
#!/bin/sh
echo script
EOF
FROM scratch AS other
ADD --checksum=sha256:${"e".repeat(64)} https://example.com/file.txt /f
ADD --keep-git-dir=true https://example.com/r.git#v1:sub /git
ADD archive.tar.gz /a
ADD --unpack=true https://example.com/a.tar /u
COPY <<one <<"two" /here/
$VERSION
one
$VERSION
two
FROM base
ARG VERSION
LABEL l=$VERSION
COPY --link --chown=1:2 --from=other /x /y
COPY --chmod=u+x --parents ./p/./q/r* /s/
COPY --exclude=*.md --exclude=!a.md d /e/
COPY --from=alpine /etc/os-release /z
WORKDIR w
USER u
EXPOSE 80 53/udp
VOLUME /v
STOPSIGNAL SIGTERM
SHELL ["/bin/bash", "-c"]
HEALTHCHECK --interval=5s CMD true
ONBUILD RUN x
ENTRYPOINT ["e"]
CMD c
MAINTAINER m
`;

const everyOpt: Opts = {
  "add-hosts": "a=1.2.3.4,b=::1",
  "build-arg:BUILDKIT_CACHE_MOUNT_NS": "ns",
  "build-arg:BUILDKIT_SANDBOX_HOSTNAME": "box",
  "build-arg:HTTP_PROXY": "http://proxy",
  "build-arg:SOURCE_DATE_EPOCH": "1700000000",
  "cgroup-parent": "/cg",
  cpuperiod: "100000",
  cpuquota: "50000",
  cpusetcpus: "0-3",
  cpusetmems: "0",
  cpushares: "512",
  "image-resolve-mode": "pull",
  "label:one": "1",
  "label:two": "2",
  memory: "1000000",
  memswap: "-1",
  "no-cache": "base",
  "shm-size": "65536",
  ulimit: "nofile=1024:2048,nproc=5",
};

const images = (name: string, image: WireImage): Script => ({
  images: { [`docker.io/library/${name}:latest`]: image },
});
const becomesFile = images("from", { becomes: "https://example.com/x" });

const local: readonly WireBuild[] = [
  { ...build("every instruction and limit", everyInstruction, everyOpt), without: everyCap },
  build("ignore file", simple, {}, { files: { "local://context/.dockerignore": "# c\na\n!b\n/c/**\n" } }),
  build("the Dockerfile's ignore file", simple, {}, { files: { "local://dockerfile/Dockerfile.dockerignore": "b\n" } }),
  build("bad ignore file", simple, {}, { files: { "local://context/.dockerignore": "[\n" } }),
  build("scratch", "FROM scratch\n"),
  {
    ...build("two platforms", simple, { platform: "linux/amd64,linux/arm64", "build-arg:SOURCE_DATE_EPOCH": "5" }),
    without: ["return", "returnmap", "proto.refarray"],
  },
  build("one platform as several", simple, { platform: "linux/arm/v7", "multi-platform": "true" }),
  build("several by build argument", "FROM scratch\n", { "build-arg:BUILDKIT_MULTI_PLATFORM": "1" }),
  build("platform that is none", simple, { platform: "a/b/c/d/e" }),
  build("windows", "FROM busybox\nRUN dir\nCOPY a b\n", { platform: "windows/amd64" }),
  build("target", "FROM busybox AS one\nRUN a\nFROM busybox AS two\nRUN b\n", { target: "one" }),
  build("unknown target", "FROM busybox AS one\n", { target: "onw" }),
  build("no cache", "FROM busybox\nRUN a\nCOPY a b\n", { "no-cache": "" }),
  { ...build("warnings", "from busybox AS A\nENV a b\nWORKDIR rel\nCMD x\n"), without: ["gateway.warnings", "return"] },
  build("too large a Dockerfile", "", {}, { files: { [dockerfilePath]: tooLarge } }),
  build("too large an ignore file", simple, {}, { files: { "local://context/.dockerignore": tooLarge } }),
  build("lint as error", "# check=error=true\nfrom busybox AS a\n"),
  build("lint by option", "from busybox AS a\nWORKDIR x\n", {
    "build-arg:BUILDKIT_DOCKERFILE_CHECK": "skip=WorkdirRelativePath",
  }),
  build("lint by bad option", simple, { "build-arg:BUILDKIT_DOCKERFILE_CHECK": "x" }),
  build("parse error", "FROM busybox\nRUM x\n"),
  build("circle of stages", "FROM b AS a\nFROM a AS b\nCOPY --from=c a b\nFROM b AS c\nCOPY --from=b a b\n"),
  build("empty file", ""),
  build("missing image", "FROM busybox\nFROM nosuch\n"),
  build("denied image", "FROM denied/image\n"),
  build("ONBUILD", "FROM parent\nRUN y\n", {}, images("parent", { config: { OnBuild: ["RUN x", "COPY a b"] } })),
  build(
    "policy turns an image",
    "FROM from\n",
    {},
    images("from", { becomes: "docker-image://docker.io/library/to:1" }),
  ),
  build("policy turns an image into a file", "FROM from\n", {}, becomesFile),
  build("another file name", simple, { filename: "d/x" }, { files: { "local://dockerfile/d/x": "FROM scratch\n" } }),
  build("letters of all kinds", "FROM busybox\nRUN ä\\\n 😀\n", { "label:x": "ä😀" }),
  build("sessions", simple, { "local-sessionid:context": "other", "local-sessionid:dockerfile": "third" }),
  build("git advice", "FROM busybox\nADD https://example.com/r.git /r\n", { "build-arg:BUILDKIT_GIT_ADVICE": "true" }),
  build("cache imports", simple, {
    "cache-imports": '[{"Type":"registry","Attrs":{"ref":"r","b":"c"}},{"Type":"local"}]',
    "cache-from": "x,y",
  }),
  build("bad cache imports", simple, { "cache-imports": "{" }),
  build("no cache imports", simple, { "cache-imports": "[]", "cache-from": "" }),
  build("hostname", "FROM busybox\nRUN x\n", { hostname: "h", "force-network-mode": "none" }),
  remote("no Dockerfile", {}, { files: {} }),
  remote("lower-case Dockerfile", {}, { files: { "local://dockerfile/dockerfile": simple } }),
  ...[
    "",
    "null",
    '[{"ID":1,"Platforms":[{"os":"linux","architecture":"arm64"}]}]',
    '[{"platforms":[{"OS":"linux","architecture":"arm64","variant":"v8"}]}]',
    '[{"Platforms":[{"os":"linux","architecture":"arm","variant":"v6","os.version":"1","os.features":["x"]},{}]},{}]',
  ].map((workers) => ({
    ...build(`workers ${workers}`, "FROM busybox\nRUN echo $BUILDPLATFORM\n"),
    env: { BUILDKIT_WORKERS: workers },
  })),
];

const bad: readonly WireBuild[] = (
  [
    ["image-resolve-mode", "x"],
    ["add-hosts", "a"],
    ["add-hosts", "a=b"],
    ["add-hosts", '"'],
    ["shm-size", "x"],
    ["ulimit", "x"],
    ["ulimit", "nofile=2:1"],
    ["memory", "0"],
    ["memswap", "0"],
    ["cpushares", "-1"],
    ["cpuquota", "x"],
    ["cpusetcpus", "3-1"],
    ["force-network-mode", "x"],
    ["multi-platform", "x"],
    ["attest:x", ""],
    ["attest:sbom", "generator=A B"],
    ["build-arg:BUILDKIT_ATTEST_SBOM", '"'],
    ["build-arg:BUILDKIT_GIT_ADVICE", "x"],
    ["override-copy-image", "x"],
    ["build-arg:BUILDKIT_DISABLE_FILEOP", "1"],
    ["frontend.caps", "foo"],
    ["frontend.caps", "moby.buildkit.frontend.inputs,foo+forward"],
    ["requestid", "frontend.foo"],
    ["requestid", ""],
  ] as const
).map(([key, value]) => build(`${key}=${value}`, simple, { [key]: value }));

const layoutSpec = `oci-layout://store@sha256:${"f".repeat(64)}`;
const bakeConfig = Buffer.from('{"os":"linux","architecture":"arm64","config":{"Env":["Q=1"]}}').toString("base64");

const named: readonly WireBuild[] = [
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

const imageConfigs: readonly WireBuild[] = [
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
const policies: readonly WireBuild[] = [
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

const asked = { "build-arg:SOURCE_DATE_EPOCH": "context" };
const gitFiles = { [`${gitSource}/Dockerfile`]: simple };

const contexts: readonly WireBuild[] = [
  remote(
    "git",
    { context: `${repository}#main:dir`, "build-arg:BUILDKIT_CONTEXT_KEEP_GIT_DIR": "1", contextsubdir: "sub" },
    { files: { [`${gitSource}#main:dir/Dockerfile`]: simple } },
  ),
  {
    ...remote(
      "git with a query",
      {
        context: `${repository}?ref=v2&submodules=false&mtime=commit&checksum=${"a".repeat(40)}`,
        dockerfilekey: "df",
        "build-arg:BUILDKIT_CONTEXT_KEEP_GIT_DIR": "true",
      },
      { files: { "local://df/Dockerfile": simple } },
    ),
    without: everyCap.filter((cap) => cap.startsWith("source.git")),
  },
  remote(
    "http that has no digest",
    { context: "http://example.com/D", ...asked },
    { files: { "http://example.com/D/context": simple }, digests: { "http://example.com/D": "x" } },
  ),
  remote("git with a bad query", { context: `${repository}?foo=bar` }, { files: {} }),
  remote("git's time", { context: repository, ...asked }, { files: gitFiles, commits: { [gitSource]: commit } }),
  remote(
    "git's time in no zone",
    { context: repository, ...asked },
    { files: gitFiles, commits: { [gitSource]: commit.replace("-0530", "+9999") } },
  ),
  remote(
    "git's time of a tag",
    { context: repository, ...asked },
    { files: gitFiles, commits: { [gitSource]: "object a\ntype commit\ntag v1\ntagger T <t@x> 1 +0000\n\nm\n" } },
  ),
  remote("http file", { context: "https://example.com/D" }, { files: { "https://example.com/D/context": simple } }),
  remote(
    "http archive",
    { contextkey: "c", c: "http://example.com/a.tgz", contextsubdir: "x", filename: "d" },
    {
      files: {
        "http://example.com/a.tgz/context": Uint8Array.of(0x1f, 0x8b, 8, 0),
        "http://example.com/a.tgz/d": simple,
      },
    },
  ),
  remote("http that is not there", { context: "http://example.com/none" }, { files: {} }),
  remote(
    "http's time",
    { context: "http://example.com/D", ...asked },
    {
      files: { "http://example.com/D/context": "FROM busybox\nRUN x\n" },
      modified: { "http://example.com/D": 1234567890 },
    },
  ),
  remote(
    "inputs",
    { contextsubdir: "x", filename: "Dockerfile" },
    {
      inputs: { context: given, dockerfile: dockerfileInput },
      files: { "docker-image://docker.io/library/alpine:latest/Dockerfile": simple },
    },
  ),
  build(
    "input beside a local Dockerfile",
    simple,
    { dockerfilekey: "dockerfile" },
    { inputs: { context: given, dockerfile: dockerfileInput } },
  ),
  build("input with sources", simple, {}, { inputs: { context: withSources } }),
  build("input without ops' metadata", simple, {}, { inputs: { context: { ...given, metadata: new Map() } } }),
  build("input without a result", simple, {}, { inputs: { context: { ...given, def: given.def.slice(0, 1) } } }),
  build(
    "input with half its metadata",
    simple,
    {},
    {
      inputs: { context: { ...given, metadata: new Map([...given.metadata].slice(1)) } },
    },
  ),
  build(
    "input with a place in no source",
    simple,
    {},
    {
      inputs: { context: { ...given, source: { infos: [], locations: placesOf(0) } } },
    },
  ),
  build(
    "input that needs what is unknown",
    simple,
    {},
    {
      inputs: {
        context: {
          ...given,
          metadata: new Map([...given.metadata].map(([key, each]) => [key, { ...each, caps: new Map([["x", true]]) }])),
        },
      },
    },
  ),
  build("empty input", simple, {}, { inputs: { context: marshal(scratch(), { platform: amd64 }) } }),
  build(
    "time of a stage",
    `FROM scratch AS src\nADD ${repository} /\nFROM busybox\nARG SOURCE_DATE_EPOCH\nRUN x\n`,
    { "build-arg:SOURCE_DATE_EPOCH": "src" },
    { commits: { [gitSource]: commit } },
  ),
  build(
    "time of a named context",
    "FROM busybox\nRUN x\n",
    { "build-arg:SOURCE_DATE_EPOCH": "n", "context:n": repository },
    { commits: { [gitSource]: commit } },
  ),
  build("time of a stage that does more", "FROM scratch AS src\nRUN x\nFROM busybox\n", {
    "build-arg:SOURCE_DATE_EPOCH": "src",
  }),
  build("time of nothing", simple, { "build-arg:SOURCE_DATE_EPOCH": "nowhere" }),
];

/** Files of 1600000000, 1700000000.25 (in an extended header) and 1650000000, and a newer directory. */
const tarByGzip =
  "H4sIAAAAAAACA+3XvQrCMBRA4Tv7FH2CNvcmaSbB0dFXiNrBwcUf8PENUlHESYgUer4lEAothZPbZqnPFX0Ij7X4XAsv6pOloON+r96kcX94NrmeL/lUbinzlLc7wXy1XdutNvm2HvJ+ONXr/0v3r/4tvZ0FZV+daZDmRv/VmW+Ol8NxWGp6vv/W4oIwZmI7lfkfooWUXBjnf7mc+c/8R2W7yfRv1lv5FBj7t57+6R+17bsp9O9EozfzUcf/f1MvTaR/AAAAAAAAAAB+cgf4+SmKACgAAA==";
const tarByBzip2 =
  "QlpoOTFBWSZTWfSEaiMAAOrfgc+QQAH/gkBAUAH+Ih5AAQAIGDAA2NsRqmRpoAAA0D1DTQiniBGQAAaAACJKg9JBmgaaQaeoZDTv9ePt06fl7xuoIGzS0iZvBVJBU38cMK1psoIhyl10OFmUGZFIIedJnnfdv+cTF1Ktkl+ugHnBSZOWVhN0G6Ja2egv1VwtLVKg+hKAElfLZK03uPOBBKImCIBEowaACmcXLQa4BGQCQlakqO5nERAtqwpoI3GGGHkN83W3CSEE4E4FE4GnRtUD/F3JFOFCQ9IRqIw=";
const tar = gunzipSync(Buffer.from(tarByGzip, "base64"));
const archives: readonly WireBuild[] = (
  [
    ["tar", tar],
    ["gzip", gzipSync(tar)],
    ["zstd", zstdCompressSync(tar)],
    ["bzip2", Buffer.from(tarByBzip2, "base64")],
    ["xz", Buffer.concat([Buffer.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), tar])],
    ["gzip, then more", Buffer.concat([gzipSync(tar), Buffer.from("something else, of some length")])],
    ["zstd, then more", Buffer.concat([zstdCompressSync(tar), Buffer.from("something else, of some length")])],
    ["gzip in two", Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))])],
    ["half a gzip", gzipSync(tar).subarray(0, 100)],
    ["half a tar", tar.subarray(0, 700)],
    ["no archive", Buffer.from("text")],
    ["nothing", Buffer.alloc(0)],
  ] as const
).flatMap(([name, file]) => [
  remote(
    `time of a context in ${name}`,
    { context: "http://example.com/a", ...asked },
    { files: { "http://example.com/a/context": file, "http://example.com/a/Dockerfile": simple } },
  ),
  build(
    `time of a stage in ${name}`,
    "FROM scratch AS src\nADD http://example.com/a.tgz /\nFROM busybox\nARG SOURCE_DATE_EPOCH\nRUN x\n",
    { "build-arg:SOURCE_DATE_EPOCH": "src" },
    { files: { "http://example.com/a.tgz/a.tgz": file } },
  ),
]);

const forwardedResult = { metadata: { forwarded: Buffer.from("yes") } };
const forwardedAttestation = {
  metadata: { a: Buffer.from("b") },
  ref: { id: "r" },
  path: "p",
  inTotoPredicateType: "t",
  inTotoSubjects: [{ digest: ["sha256:1", "x"], name: "n" }, { kind: 1 }, { kind: 7 }],
};
const forwardedResults: readonly (readonly [string, DaemonScript["forwards"] & object])[] = [
  ["of nothing", {}],
  ["with a ref", { ref: { id: "x", def: Uint8Array.of(0x0a, 1, 2) } }],
  ["with refs", { refs: { refs: { "linux/amd64": { id: "a" }, "linux/arm64": { id: "" } } } }],
  ["with a map of nothing", { refs: { refs: {} } }],
  ["with old refs", { refsDeprecated: { refs: { a: "b", c: "" } } }],
  [
    "with attestations",
    {
      ref: { id: "x" },
      attestations: {
        a: { attestation: [0, 1, 5].map((kind) => ({ ...forwardedAttestation, kind })) },
        b: { attestation: [] },
      },
    },
  ],
  ["with a list of no attestations", { ref: { id: "x" }, attestations: { b: { attestation: [] } } }],
];
const forwarding: readonly WireBuild[] = [
  {
    ...build(
      "syntax",
      `# syntax=foo/bar:1 --x\n${simple}`,
      { "cache-imports": "[]", "build-arg:A": "b" },
      { forwards: forwardedResult, inputs: { i: given, j: withSources } },
    ),
    without: ["frontend.inputs", "return", "returnmap", "proto.refarray", ["return", "proto.refarray"]],
  },
  ...forwardedResults.map(([what, forwards]) =>
    build(`syntax, result ${what}`, `# syntax=foo/bar:1\n${simple}`, {}, { forwards }),
  ),
  build("syntax that fails", `# syntax=foo/bar:1\n${simple}`),
  build("syntax, forwarded to us", `# syntax=foo/bar:1\n${simple}`, { cmdline: "us", source: "us" }),
  build(
    "syntax by argument",
    simple,
    {
      "build-arg:BUILDKIT_SYNTAX": " foo/bar:2 rest",
      "build-arg:BUILDKIT_MULTI_PLATFORM": "1",
      "build-arg:BUILDKIT_SANDBOX_HOSTNAME": "h",
    },
    { forwards: forwardedResult },
  ),
  build("syntax by argument that fails", simple, { "build-arg:BUILDKIT_SYNTAX": "foo/bar:2" }),
  build(
    "unknown capability, forwarded",
    `# syntax=foo/bar:1\n${simple}`,
    { "frontend.caps": "foo+forward" },
    { forwards: forwardedResult },
  ),
];

const scanned = `FROM busybox AS one
ARG BUILDKIT_SBOM_SCAN_STAGE=true
RUN a
FROM busybox
ARG BUILDKIT_SBOM_SCAN_CONTEXT=true
COPY --from=one a b
COPY c d
`;
const scanner = "docker.io/docker/buildkit-syft-scanner:stable-1";
const scanning: Script = { images: { [scanner]: { config: { Cmd: ["/scan"], Env: ["A=1"] } } } };

const scans: readonly WireBuild[] = [
  build("bill of materials", scanned, { "attest:sbom": "", "image-resolve-mode": "local" }, scanning),
  build(
    "bills of materials",
    scanned,
    { "build-arg:BUILDKIT_ATTEST_SBOM": "", platform: "linux/amd64,linux/arm64", "no-cache": "one" },
    scanning,
  ),
  build("bill of nothing", "FROM scratch\n", { "attest:sbom": "", "attest:provenance": "mode=max" }, scanning),
  build("scanner without command", simple, { "attest:sbom": "" }),
  build("scanner that is not there", simple, { "attest:sbom": "generator=nosuch" }),
  build("scanner that is denied", simple, { "attest:sbom": "generator=denied" }),
  build("scanner that is a file", simple, { "attest:sbom": "generator=from" }, becomesFile),
];

const asking = `# check=skip=none
# a about it
ARG a=1
FROM busybox AS b
WORKDIR x
# two the second
from b AS two
ARG a
COPY --link a b
RUN --mount=type=secret,id=s x
`;
const subrequests: readonly WireBuild[] = ["targets", "outline", "lint", "convertllb"].flatMap((name) => [
  build(name, asking, { requestid: `frontend.${name}` }),
  build(`${name} of a bad file`, "FROM busybox\nRUM\n", { requestid: `frontend.${name}`, target: "x" }),
]);

/** An error of the daemon's own with details: BuildKit's, and one that nobody here knows. */
function failure(): WireFailure {
  const details = [
    { type_url: "type.googleapis.com/google.rpc.DebugInfo", value: Uint8Array.of(1, 2) },
    { type_url: "github.com/moby/buildkit/errdefs.Solve+json", value: Buffer.from('{"inputIDs":["a"]}') },
    { type_url: "github.com/moby/buildkit/errdefs.Vertex+json", value: Buffer.from('{"digest":"sha256:1"}') },
  ];
  const message = 'process "/bin/sh -c x" did not complete successfully: exit code: 1';
  return { code: 9, message, status: google.rpc.Status.encode({ code: 9, message, details }).finish() };
}

/** An error whose details are of every type that BuildKit has, with two stacks among them. */
function detailedFailure(): WireFailure {
  const detail = (name: string, json: string) => ({
    type_url: `github.com/moby/buildkit/${name}+json`,
    value: Buffer.from(json),
  });
  const details = [
    detail("stack.Stack", "{}"),
    detail("errdefs.Vertex", '{"digest":"sha256:1"}'),
    detail("errdefs.Frontend", '{"name":"n"}'),
    detail("errdefs.FrontendCap", '{"name":"n"}'),
    detail("errdefs.Subrequest", '{"name":"n"}'),
    detail("errdefs.CompatibilityFeature", '{"version":10,"feature":"f"}'),
    detail("errdefs.ProvenanceMaterialsIncomplete", "{}"),
    detail("gatewayapi.ExitMessage", '{"Code":3}'),
    detail("policysession.DecisionResponse", '{"action":1}'),
    detail("errdefs.Source", `{"info":{"filename":"D","data":"${"A".repeat(1 << 20)}","definition":{}}}`),
    detail("errdefs.Unknown", "{}"),
    detail("stack.Stack", "{}"),
  ];
  return { code: 5, message: "no", status: google.rpc.Status.encode({ code: 5, message: "no", details }).finish() };
}

const failures: readonly WireBuild[] = [
  build("a step that fails in many ways", "FROM busybox\nRUN fails\n", {}, { failures: { fails: detailedFailure() } }),
  ...["", "frontend.lint", "frontend.outline"].map((requestid) =>
    build(
      `a context that fails in many ways ${requestid}`,
      "FROM base\nRUN x\n",
      { "context:base": "local:dir", ...(requestid && { requestid }) },
      { failures: { "local://dir": detailedFailure() } },
    ),
  ),
  build("a step that fails", "FROM busybox\nRUN fails\n", {}, { failures: { fails: failure() } }),
  build(
    "a step that fails without details",
    "FROM busybox\nRUN x\n",
    {},
    { failures: { "-c x": { code: 2, message: "bad" } } },
  ),
  build("a context that fails", simple, {}, { failures: { "local://context": { code: 5, message: "no access" } } }),
  build(
    "a Dockerfile that fails",
    simple,
    {},
    { failures: { "local://dockerfile": { code: 5, message: "no access" } } },
  ),
  build("a scan that fails", simple, { "attest:sbom": "" }, { ...scanning, failures: { "/scan": failure() } }),
];

/** All builds. */
export const builds: readonly WireBuild[] = [
  ...local,
  ...bad,
  ...named,
  ...imageConfigs,
  ...policies,
  ...contexts,
  ...archives,
  ...forwarding,
  ...scans,
  ...subrequests,
  ...failures,
];
