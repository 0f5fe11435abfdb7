/** Builds of remote contexts and inputs, and of the times of sources. */
import { gunzipSync, gzipSync, zstdCompressSync } from "node:zlib";
import { marshal } from "../../src/llb/marshal.ts";
import { scratch } from "../../src/llb/sources.ts";
import type { WireBuild } from "./conversations.ts";
import { dockerfileInput, given, placesOf, withSources } from "./given-inputs.ts";
import { amd64, build, everyCap, gitSource, remote, repository, simple } from "./wire-build.ts";

const tree = `tree ${"a".repeat(40)}\n`;
const commit = `${tree}author A <a@x> 1690000000 +0200\ncommitter C <c@x> 1690000500 -0530\n\nmessage\n`;

const asked = { "build-arg:SOURCE_DATE_EPOCH": "context" };
const gitFiles = { [`${gitSource}/Dockerfile`]: simple };

export const contexts: readonly WireBuild[] = [
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
  ...[
    "git@github.com:a/b.git#x",
    "git@h:",
    "ssh://git@h:22/x.git#main:sub/..",
    "git://h/x",
    "github.com/a/b#v1:s",
    "http://h/x.git",
    "https://u:p@h/x.git#y",
    "https://%zz/x.git",
    "ftp://x/y",
    `${repository}#:sub`,
    `${repository}?ref=a#b`,
    `${repository}?tag=a&branch=b`,
    `${repository}?subdir=a#x:b`,
    `${repository}?fetch-by-commit=1&commit=${"a".repeat(40)}`,
    `${repository}?keep-git-dir=x`,
    `${repository}?mtime=x`,
    `${repository}?x`,
  ].map((context) => build(`context ${context}`, simple, { context })),
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
  ...[
    `ARG U=${repository}?submodules=0\nADD $U /`,
    `ADD --checksum=${"a".repeat(40)} --keep-git-dir ${repository}#v1:s /`,
    "ADD git@host:a.git /",
    "ADD github.com/a/b /",
    `ADD --checksum=sha256:${"a".repeat(64)} http://example.com/ /`,
    "ADD --checksum=x http://example.com/f /",
    "ADD http://example.com/f http://example.com/g /",
    "ADD http://example.com/f /\nADD http://example.com/g /",
    "ADD local /",
    "ARG A",
    "ADD <<A /\nx\nA",
  ].map((lines) =>
    build(
      `time of ${lines}`,
      `FROM scratch AS src\n${lines}\nFROM busybox\nARG SOURCE_DATE_EPOCH\nRUN x\n`,
      { "build-arg:SOURCE_DATE_EPOCH": "SRC" },
      { modified: { "http://example.com/f": 77, "http://example.com/": 78 }, commits: { [gitSource]: commit } },
    ),
  ),
  ...["docker-image://busybox", "docker-image://scratch", "local:dir", "input:i", "bad"].map((spec) =>
    build(`time of ${spec}`, "FROM busybox\nARG SOURCE_DATE_EPOCH\nRUN x\n", {
      "build-arg:SOURCE_DATE_EPOCH": "n",
      "context:n": spec,
    }),
  ),
  build("time of nothing", simple, { "build-arg:SOURCE_DATE_EPOCH": "nowhere" }),
];

/** Files of 1600000000, 1700000000.25 (in an extended header) and 1650000000, and a newer directory. */
const tarByGzip =
  "H4sIAAAAAAACA+3XvQrCMBRA4Tv7FH2CNvcmaSbB0dFXiNrBwcUf8PENUlHESYgUer4lEAothZPbZqnPFX0Ij7X4XAsv6pOloON+r96kcX94NrmeL/lUbinzlLc7wXy1XdutNvm2HvJ+ONXr/0v3r/4tvZ0FZV+daZDmRv/VmW+Ol8NxWGp6vv/W4oIwZmI7lfkfooWUXBjnf7mc+c/8R2W7yfRv1lv5FBj7t57+6R+17bsp9O9EozfzUcf/f1MvTaR/AAAAAAAAAAB+cgf4+SmKACgAAA==";
const tarByBzip2 =
  "QlpoOTFBWSZTWfSEaiMAAOrfgc+QQAH/gkBAUAH+Ih5AAQAIGDAA2NsRqmRpoAAA0D1DTQiniBGQAAaAACJKg9JBmgaaQaeoZDTv9ePt06fl7xuoIGzS0iZvBVJBU38cMK1psoIhyl10OFmUGZFIIedJnnfdv+cTF1Ktkl+ugHnBSZOWVhN0G6Ja2egv1VwtLVKg+hKAElfLZK03uPOBBKImCIBEowaACmcXLQa4BGQCQlakqO5nERAtqwpoI3GGGHkN83W3CSEE4E4FE4GnRtUD/F3JFOFCQ9IRqIw=";
const tar = gunzipSync(Buffer.from(tarByGzip, "base64"));
export const archives: readonly WireBuild[] = (
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
