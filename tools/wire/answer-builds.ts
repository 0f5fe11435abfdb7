/** Builds by another frontend, bills of materials, subrequests, and failures of the daemon. */
import { google } from "#proto/gateway.js";
import type { WireBuild } from "./conversations.ts";
import { given, withSources } from "./given-inputs.ts";
import type { DaemonScript, WireFailure } from "./scripted-daemon.ts";
import { becomesFile, build, type Script, simple } from "./wire-build.ts";

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
export const forwarding: readonly WireBuild[] = [
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

export const scans: readonly WireBuild[] = [
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
export const subrequests: readonly WireBuild[] = ["targets", "outline", "lint", "convertllb"].flatMap((name) => [
  build(name, asking, { requestid: `frontend.${name}` }),
  {
    ...build(`${name} of a bad file`, "FROM busybox\nRUM\n", { requestid: `frontend.${name}`, target: "x" }),
    without: ["return"],
  },
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

const warned = "from busybox\nCOPY a b\nENV a b\n";

export const failures: readonly WireBuild[] = [
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
  build(
    "a Dockerfile that is out of reach",
    simple,
    {},
    { failures: { "local://dockerfile": { code: 14, message: "not reached" } } },
  ),
  build(
    "a step that takes too long",
    simple,
    {},
    { failures: { "-c x": { code: 4, message: "context deadline exceeded" } } },
  ),
  build("a scan that fails", simple, { "attest:sbom": "" }, { ...scanning, failures: { "/scan": failure() } }),
];

/** Daemons of which a method never works. */
export const deadMethods: readonly WireBuild[] = [
  "Ping",
  "Inputs",
  "Solve",
  "ReadFile",
  "StatFile",
  "ResolveSourceMeta",
  "Warn",
].flatMap((method) => {
  const script = { methods: { [method]: failure() }, forwards: forwardedResult };
  const context = "http://example.com/D";
  return [
    build(`no ${method}`, warned, {}, script),
    ...[1, 4, 14].map((code) =>
      build(`no ${method}, with code ${code}`, warned, {}, { methods: { [method]: { code, message: "no" } } }),
    ),
    build(`no ${method}, of a scanned build`, warned, { "attest:sbom": "" }, { ...scanning, ...script }),
    build(`no ${method}, of a forwarded build`, `# syntax=foo\n${warned}`, {}, script),
    build(
      `no ${method}, of a remote build`,
      warned,
      { context, "build-arg:SOURCE_DATE_EPOCH": "context" },
      { ...script, files: { [`${context}/context`]: warned } },
    ),
    build(`no ${method}, of a lint`, warned, { requestid: "frontend.lint" }, script),
  ];
});
