import { expect, test } from "vitest";
import { marshal } from "../llb/marshal.ts";
import { FakeGateway, type FakeScript, fakePlatform, sourcesOf } from "../testing/fake-gateway.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { maxFileBytes } from "./context/read-file.ts";
import { type OpenBuild, openBuild } from "./open-build.ts";
import { readConfig } from "./options/config.ts";
import { createResolver } from "./resolver.ts";

type Files = Readonly<Record<string, string>>;

/** A daemon whose every source holds the files. */
function holding(files: Files, script: FakeScript = {}): FakeGateway {
  return new FakeGateway({
    readFile: (_, path) => (files[path] === undefined ? undefined : encodeUtf8(files[path])),
    ...script,
  });
}

function open(gateway: FakeGateway): Promise<OpenBuild> {
  const host = { defaultPlatform: fakePlatform, newIds: () => () => "id" };
  return openBuild({ gateway, config: readConfig(gateway, fakePlatform), host });
}

async function mainSources(build: OpenBuild, paths?: readonly string[]) {
  const state = await createResolver(build).mainContext(paths);
  return sourcesOf(marshal(state, { caps: build.session.gateway.llbCaps, platform: fakePlatform }));
}

test("a local build: inputs, one solve, the Dockerfile, its ignore file; each read after its stat", async () => {
  const gateway = holding({ Dockerfile: "FROM scratch\n" });
  const { entrypoint } = await open(gateway);
  expect(gateway.calls).toEqual([
    "inputs",
    "solve",
    "statFile Dockerfile",
    "readFile Dockerfile",
    "statFile Dockerfile.dockerignore",
    "readFile Dockerfile.dockerignore",
  ]);
  expect(entrypoint.source).toMatchObject({
    filename: "Dockerfile",
    language: "Dockerfile",
    data: encodeUtf8("FROM scratch\n"),
  });
  expect(entrypoint.vertex).toBe(entrypoint.source.definition?.digests[0]);
});

test("Dockerfile may also be dockerfile; another name may not, and one too large may not either", async () => {
  expect((await open(holding({ dockerfile: "x" }))).entrypoint.source.filename).toBe("Dockerfile");
  await expect(open(holding({ dockerfile: "x" }, { opts: { filename: "other" } }))).rejects.toThrow(
    "failed to read dockerfile: open other: no such file or directory",
  );
  const large = new Uint8Array(maxFileBytes + 1);
  const gateway = new FakeGateway({ readFile: (_, path) => (path === "Dockerfile" ? large : encodeUtf8("x")) });
  await expect(open(gateway)).rejects.toThrow(
    "failed to read dockerfile: Dockerfile exceeds maximum allowed size of 16777216 bytes",
  );
  expect(gateway.calls).not.toContain("readFile Dockerfile");
});

test("the Dockerfile's own ignore file wins; the context's is read once, and only when asked for", async () => {
  const own = holding({ Dockerfile: "x", "Dockerfile.dockerignore": "a\n", ".dockerignore": "b\n" });
  expect(await createResolver(await open(own)).ignorePatterns()).toEqual(["a"]);
  const context = holding({ Dockerfile: "x", ".dockerignore": "b\n" });
  const build = await open(context);
  const resolver = createResolver(build);
  expect(await resolver.ignorePatterns()).toEqual(["b"]);
  expect((await mainSources(build, ["p"]))[0]).toMatchObject({
    identifier: "local://context",
    attrs: new Map([
      ["local.session", "fake-session"],
      ["local.followpaths", '["p"]'],
      ["local.excludepatterns", '["b"]'],
      ["local.sharedkeyhint", "context"],
    ]),
  });
  expect(context.calls.filter((call) => call === "readFile .dockerignore")).toHaveLength(1);
});

test("an ignore file with a line too long is an error with its path", async () => {
  const build = await open(holding({ Dockerfile: "x", ".dockerignore": "x".repeat(70_000) }));
  await expect(createResolver(build).ignorePatterns()).rejects.toThrow(
    "failed parsing .dockerignore: bufio.Scanner: token too long",
  );
  await expect(createResolver(build).mainContext(undefined)).rejects.toThrow(
    "failed to read dockerignore patterns: failed parsing .dockerignore: bufio.Scanner: token too long",
  );
});

test("a git URL is the main context and holds the Dockerfile; no inputs are asked for, no ignore file is read", async () => {
  const opts = {
    context: "https://github.com/a/b.git#v1",
    "build-arg:BUILDKIT_CONTEXT_KEEP_GIT_DIR": "1",
    "build-arg:SOURCE_DATE_EPOCH": "context",
  };
  const gateway = holding({ Dockerfile: "x", ".dockerignore": "a\n" }, { opts });
  const build = await open(gateway);
  expect(gateway.calls).not.toContain("inputs");
  expect(await createResolver(build).ignorePatterns()).toEqual([]);
  const [source] = await mainSources(build);
  expect(source?.identifier).toBe("git://github.com/a/b.git#v1");
  expect(source?.attrs.get("git.keepgitdir")).toBe("true");
  expect(source?.attrs.get("git.mtime")).toBe("commit");
});

test("a git URL with a bad query is an error at once", async () => {
  await expect(open(holding({}, { opts: { context: "https://github.com/a/b.git?x=1" } }))).rejects.toThrow(
    'unexpected query "x"',
  );
});

test("an http URL is a Dockerfile alone, or an archive that holds one", async () => {
  const opts = { context: "https://e.com/x" };
  const single = await open(holding({ context: "FROM scratch\n" }, { opts }));
  expect(single.entrypoint.source.filename).toBe("context");
  const archive = new FakeGateway({
    opts,
    readFile: (_, path) => (path === "context" ? Uint8Array.of(0x1f, 0x8b, 8, 0) : encodeUtf8("FROM scratch\n")),
  });
  const build = await open(archive);
  expect(build.entrypoint.source.filename).toBe("Dockerfile");
  expect(build.entrypoint.source.definition?.def).toHaveLength(3);
});

test("dockerfilekey takes the Dockerfile from a local, sessions are those the client names", async () => {
  const opts = { context: "https://github.com/a/b.git", dockerfilekey: "df", "local-sessionid:df": "other" };
  const { entrypoint } = await open(holding({ Dockerfile: "x" }, { opts }));
  const definition = entrypoint.source.definition;
  expect(definition && sourcesOf(definition)[0]).toMatchObject({
    identifier: "local://df",
    attrs: new Map([
      ["local.session", "other"],
      ["local.followpaths", '["Dockerfile","Dockerfile.dockerignore","dockerfile"]'],
      ["local.sharedkeyhint", "df"],
      ["local.differ", "none"],
    ]),
  });
});

test("contextsubdir narrows a remote context, not where the Dockerfile is read from", async () => {
  const opts = { context: "https://github.com/a/b.git", contextsubdir: "sub" };
  const build = await open(holding({ Dockerfile: "x" }, { opts }));
  expect(build.entrypoint.source.definition?.def).toHaveLength(2);
  const state = await createResolver(build).mainContext(undefined);
  expect(marshal(state, { caps: build.session.gateway.llbCaps, platform: fakePlatform }).def).toHaveLength(3);
});

test("an image is asked for once, whichever way it ends", async () => {
  const gateway = holding({ Dockerfile: "x" }, { images: new Map([["bad", { error: "nope" }]]) });
  const resolver = createResolver(await open(gateway));
  const request = { resolveMode: "default", logName: "l" };
  await Promise.all([
    resolver.resolveImage("docker.io/library/a:latest", request),
    resolver.resolveImage("docker.io/library/a:latest", request),
  ]);
  await expect(resolver.resolveImage("bad", request)).rejects.toThrow("nope");
  await expect(resolver.resolveImage("bad", request)).rejects.toThrow("nope");
  expect(gateway.asked.map(({ ref }) => ref)).toEqual(["docker.io/library/a:latest", "bad"]);
});
