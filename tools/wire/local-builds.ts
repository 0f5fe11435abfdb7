/** Builds of a Dockerfile in a local directory, and of options of every kind. */
import type { WireBuild } from "./conversations.ts";
import { becomesFile, build, dockerfilePath, everyCap, images, type Opts, remote, simple } from "./wire-build.ts";

const tooLarge = new Uint8Array(16 * 1024 * 1024 + 1);
/** A build whose last solve holds it is beyond a message. */
const largestFile = Buffer.concat([Buffer.from(simple), Buffer.alloc(16 * 1024 * 1024 - 100, "#\n")]);

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

export const local: readonly WireBuild[] = [
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
  build("a Dockerfile as large as a message", "", {}, { files: { [dockerfilePath]: tooLarge.subarray(1) } }),
  build("a Dockerfile too large for a solve", "", {}, { files: { [dockerfilePath]: largestFile } }),
  build(
    "an ignore file as large as a message",
    simple,
    {},
    {
      files: { "local://context/.dockerignore": tooLarge.subarray(1) },
    },
  ),
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
  ...["!\n", "\ufeff#x\r\n a \r\n/../b\r\n", "**\n!a\n", `${"a".repeat(70_000)}\n`].map((ignored) =>
    build(`ignore file ${ignored.slice(0, 20)}`, simple, {}, { files: { "local://context/.dockerignore": ignored } }),
  ),
  build("target by number", "FROM busybox\nRUN a\nFROM busybox\nRUN b\n", { target: "0" }),
  build("all proxies", "FROM busybox\nRUN x\n", {
    "build-arg:http_proxy": "a",
    "build-arg:NO_PROXY": "b",
    "build-arg:ALL_PROXY": "c",
    "build-arg:FTP_PROXY": "d",
    "build-arg:HTTPS_PROXY": "e",
  }),
  {
    ...build("opts without equals sign or told twice", simple, {}),
    env: {
      BUILDKIT_FRONTEND_OPT_A: "target=x",
      BUILDKIT_FRONTEND_OPT_B: "target=",
      BUILDKIT_FRONTEND_OPT_: "no-cache",
      BUILDKIT_FRONTEND_OPTION: "filename=x",
    },
  },
  {
    ...build("a worker of Windows", "FROM busybox\nRUN x\nWORKDIR c:\\a\nCOPY a b\n"),
    env: { BUILDKIT_WORKERS: '[{"Platforms":[{"os":"windows","architecture":"amd64","os.version":"10.0.1"}]}]' },
  },
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

export const bad: readonly WireBuild[] = (
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

/** Values that are right in some odd way, or wrong in one that is easy to miss. */
export const odd: readonly WireBuild[] = (
  [
    ["platform", "linux/amd64,"],
    ["platform", "linux/arm64/v8,linux/amd64,linux/amd64"],
    ["platform", "windows(10.0.1)/amd64"],
    ["platform", "Linux/AMD64/v2"],
    ["platform", "linux(+feature)/amd64"],
    ["add-hosts", "A=::ffff:1.2.3.4"],
    ["add-hosts", "a=fe80::1%eth0"],
    ["add-hosts", "a=01.2.3.4"],
    ["add-hosts", "a=1.2.3.4,"],
    ["add-hosts", "\u00c4B=2001:DB8::0:1"],
    ["add-hosts", "a=1.2.3.4\nb=::1"],
    ["shm-size", "-1"],
    ["shm-size", "9223372036854775808"],
    ["ulimit", "nofile=1:"],
    ["ulimit", "nofile=-1:-1"],
    ["ulimit", "nofile=1:2:3"],
    ["ulimit", "nofile=1.5"],
    ["memswap", "-2"],
    ["cpushares", "18446744073709551615"],
    ["cpuperiod", "18446744073709551616"],
    ["cpusetcpus", "0,,1"],
    ["cpusetcpus", "0-8193"],
    ["cpusetmems", " 0 - 1 "],
    ["cpusetmems", "0-1-2"],
    ["no-cache", "ONE,"],
    ["cache-imports", "null"],
    ["cache-imports", '[{"type":"registry","attrs":{"REF":"x"}}]'],
    ["cache-imports", '[{"Type":"a","Attrs":{"a":null}}]'],
    ["cache-imports", '[{"Type":1}]'],
    ["cache-from", "a,,b"],
    ["frontend.caps", "a+forward,b"],
    ["frontend.caps", "+forward"],
    ["frontend.caps", "moby.buildkit.frontend.contexts,"],
    ["attest:", ""],
    ["attest:SBOM", '"'],
    ["attest:provenance", '"'],
    ["attest:provenance", "mode=max"],
    ["attest:sbom", "generator="],
    ["build-arg:BUILDKIT_DISABLE_FILEOP", "x"],
    ["build-arg:BUILDKIT_MULTI_PLATFORM", "x"],
    ["build-arg:BUILDKIT_SANDBOX_HOSTNAME", ""],
    ["build-arg:SOURCE_DATE_EPOCH", "-1"],
    ["build-arg:SOURCE_DATE_EPOCH", "9223372036854775807"],
    ["build-arg:SOURCE_DATE_EPOCH", "253402300800"],
    ["filename", "../Dockerfile"],
    ["filename", "/Dockerfile"],
    ["filename", ""],
    ["contextkey", ""],
    ["dockerfilekey", ""],
    ["contextsubdir", "x"],
  ] as const
).map(([key, value]) =>
  build(`odd ${key}=${value}`, "FROM busybox AS one\nARG SOURCE_DATE_EPOCH\nRUN x\n", { [key]: value }),
);
