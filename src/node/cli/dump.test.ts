import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeDefinition } from "../../llb/definition.ts";
import { decodeOp } from "../../llb/op.ts";
import { bundleEntry } from "../../testing/bundle-entry.ts";
import { decodeUtf8 } from "../../text/utf8.ts";

const program = await bundleEntry("src/node/cli/main.ts");
const context = mkdtempSync(join(tmpdir(), "dump-"));
writeFileSync(join(context, "file"), "content");
writeFileSync(join(context, ".dockerignore"), "ignored\n");
mkdirSync(join(context, "other"));

/** Runs `dockerfile-llb` with the Dockerfile on stdin, offline. */
function run(args: readonly string[], input = "", options: SpawnSyncOptions = {}) {
  const env = { PATH: process.env["PATH"], ...options.env };
  const done = spawnSync(process.execPath, [program, ...args], {
    timeout: 30_000,
    ...options,
    cwd: context,
    env,
    input,
  });
  return { code: done.status, stdout: new Uint8Array(done.stdout as Buffer), stderr: String(done.stderr) };
}

const dump = (dockerfile: string, ...args: readonly string[]) => run(["dump", "-f", "-", ...args], dockerfile);

function identifiersOf(bytes: Uint8Array): string[] {
  return decodeDefinition(bytes).def.flatMap((op) => decodeOp(op).source?.identifier ?? []);
}

const offline =
  "dockerfile-llb: warning: base images were not looked up (--resolve=offline): each is taken to be an empty Linux image with a PATH\n";

test("a definition names base images as the file does, and says that they were not looked up", () => {
  const { code, stdout, stderr } = dump("FROM busybox AS b\nRUN x\nFROM alpine:3\nCOPY --from=b /x /\n");
  expect([code, stderr]).toEqual([0, offline]);
  expect(identifiersOf(stdout)).toEqual([
    "docker-image://docker.io/library/alpine:3",
    "docker-image://docker.io/library/busybox:latest",
  ]);
});

test("a definition is the same in each run, and has no session in it", () => {
  const dockerfile = "FROM scratch\nCOPY --link file /a\nCOPY --link file /b\n";
  const [first, second] = [dump(dockerfile), dump(dockerfile)];
  expect(first.stderr).toBe("");
  expect(Buffer.from(first.stdout).equals(Buffer.from(second.stdout))).toBe(true);
  expect(decodeUtf8(first.stdout)).not.toContain("local.session");
});

test("contexts are the directories given, with their ignore files", () => {
  const dockerfile = "FROM scratch\nCOPY . /\nCOPY --from=more . /more\n";
  const { code, stdout } = dump(dockerfile, "--build-context", "more=other", ".");
  expect(code).toBe(0);
  expect(identifiersOf(stdout).sort()).toEqual(["local://context", "local://more"]);
  const sources = decodeDefinition(stdout).def.map((op) => decodeOp(op).source);
  const main = sources.find((source) => source?.identifier === "local://context");
  expect(main?.attrs.get("local.excludepatterns")).toBe('["ignored"]');
});

test("flags and opts mean what they mean to a client", () => {
  const dockerfile = "FROM scratch AS a\nFROM scratch AS b\nARG V\nLABEL v=$V\n";
  const image = join(context, "image.json");
  const args = [
    "--target",
    "a",
    "--opt",
    "target=b",
    "--build-arg",
    "V=1",
    "--label",
    "l=2",
    "--platform",
    "linux/arm64",
  ];
  expect(dump(dockerfile, ...args, "--image-config", image).code).toBe(0);
  const config = JSON.parse(readFileSync(image, "utf8"));
  expect([config.architecture, config.config.Labels]).toEqual(["arm64", { l: "2", v: "1" }]);
});

test("the base image's config is written where there is one", () => {
  const [base, none] = [join(context, "base.json"), join(context, "none.json")];
  expect(dump("FROM busybox\n", "--base-image-config", base).code).toBe(0);
  expect(JSON.parse(readFileSync(base, "utf8")).os).toBe("linux");
  const { code, stderr } = dump("FROM scratch\n", "--base-image-config", none);
  expect([code, existsSync(none)]).toEqual([0, false]);
  expect(stderr).toContain("the image has no base image");
});

test("--json is the whole for people", () => {
  const { code, stdout } = dump("FROM scratch\nCOPY file /\n", "--json");
  expect(code).toBe(0);
  const report = JSON.parse(decodeUtf8(stdout));
  expect(Object.keys(report)).toEqual(["head", "ops", "source", "image"]);
  expect(report.ops[0].op.source.identifier).toBe("local://context");
  expect(report.source.files[0].text).toBe("FROM scratch\nCOPY file /\n");
});

test("a result by platform with one platform is a definition, with several it is not", () => {
  const image = join(context, "multi.json");
  const multi = ["--opt", "multi-platform=true", "--image-config", image];
  expect(dump("FROM scratch\nCOPY file /\n", "--platform", "linux/arm64", ...multi).code).toBe(0);
  expect(JSON.parse(readFileSync(image, "utf8")).architecture).toBe("arm64");
  const { code, stderr } = dump("FROM scratch\n", "--platform", "linux/arm64,linux/amd64", ...multi);
  expect([code, stderr]).toEqual([
    1,
    "dockerfile-llb: dump writes one definition, and several platforms have one each: name one --platform\n",
  ]);
});

test("a syntax line is no reason to ask another frontend", () => {
  expect(dump("# syntax=docker/dockerfile:1\nFROM scratch\nCOPY file /\n").code).toBe(0);
});

test("all errors of a file are shown with their lines, and nothing is written", () => {
  const image = join(context, "failed.json");
  const { code, stdout, stderr } = dump("FROM scratch\nRUM x\nCOPY --nope a b\n", "--image-config", image);
  expect([code, stdout.length, existsSync(image)]).toEqual([1, 0, false]);
  expect(stderr).toBe(
    [
      "Dockerfile:2:1: error: unknown instruction: RUM (did you mean RUN?) [dockerfile/unknown-instruction]",
      "1 | FROM scratch",
      "2 | RUM x",
      "  | ^~~",
      "",
      "Dockerfile:3:6: error: unknown flag: --nope [dockerfile/unknown-flag]",
      "2 | RUM x",
      "3 | COPY --nope a b",
      "  |      ^~~~~~",
      "",
    ].join("\n"),
  );
});

test("what fails later is shown with its line", () => {
  const { code, stderr } = dump("FROM scratch AS a\nCOPY --from=a x /\n");
  expect(code).toBe(1);
  expect(stderr).toContain("Dockerfile:2:1: error: ");
  expect(stderr).toContain("2 | COPY --from=a x /\n");
});

test.each([
  [["dump", "."], "failed to read dockerfile: open Dockerfile: no such file or directory"],
  [["dump", "nowhere"], "there is no directory nowhere"],
  [["dump", "--target", "x", "-f", "-"], 'target stage "x" could not be found'],
  [["dump", "--resolve=buildkit"], "--resolve=buildkit needs the daemon's address in $BUILDKIT_HOST"],
  [["dump", "https://example.com/a.git"], "git://example.com/a.git can only be read by a daemon: set $BUILDKIT_HOST"],
])("%j is one sentence and exit status 1", (args, message) => {
  const { code, stderr } = run(args as string[], "FROM scratch\n");
  expect(code).toBe(1);
  expect(stderr).toContain(message as string);
  expect(stderr.split("\n").length).toBe(2);
});

test.each([
  [
    "unix:///nowhere/buildkitd.sock",
    "no BuildKit daemon is at unix:///nowhere/buildkitd.sock: there is no such socket",
  ],
  ["tcp://127.0.0.1:1", "no BuildKit daemon answers at tcp://127.0.0.1:1"],
  ["ssh://host", "the address of the BuildKit daemon, ssh://host, must be unix:///PATH or tcp://HOST:PORT"],
])("a daemon that is not at %s is one sentence and exit status 1", (address, message) => {
  const { code, stderr } = run(["dump", "-f", "-"], "FROM scratch\n", { env: { BUILDKIT_HOST: address } });
  expect([code, stderr]).toEqual([1, `dockerfile-llb: ${message}\n`]);
});

test("a mistake in the command line is exit status 2, and says where help is", () => {
  expect(run(["dump", "--resolve=x"])).toMatchObject({
    code: 2,
    stderr: "dockerfile-llb: --resolve is buildkit or offline, not x\nSee: dockerfile-llb dump --help\n",
  });
  expect(run(["nope"])).toMatchObject({
    code: 2,
    stderr: "dockerfile-llb: there is no command nope\nSee: dockerfile-llb --help\n",
  });
});

test("help and version are answers", () => {
  expect(decodeUtf8(run(["--help"]).stdout)).toContain("dump    write the LLB definition");
  expect(decodeUtf8(run(["dump", "--help"]).stdout)).toContain("--base-image-config FILE");
});

test("a reader that goes away is no error to speak of", () => {
  const files = readdirSync(context);
  const script = `"${process.execPath}" "${program}" dump -f - | true; echo "\${PIPESTATUS[0]}"`;
  const dockerfile = `FROM scratch\n${"COPY file /a\n".repeat(3000)}`;
  const done = spawnSync("bash", ["--norc", "-c", script], {
    cwd: context,
    input: dockerfile,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  expect([done.stderr, done.stdout]).toEqual(["", "141\n"]);
  expect(readdirSync(context)).toEqual(files);
});

test("a fault of ours is a sentence that says so", () => {
  const write = 'process.stdout.write = () => setTimeout(() => { throw new TypeError("x is no function"); })';
  const env = { NODE_OPTIONS: `--import=${JSON.stringify(`data:text/javascript,${write}`)}` };
  const { code, stdout, stderr } = run(["--help"], "", { env });
  expect([code, stdout.length]).toEqual([1, 0]);
  expect(stderr).toBe("dockerfile-llb: this is a bug in dockerfile-llb: x is no function\n");
});
