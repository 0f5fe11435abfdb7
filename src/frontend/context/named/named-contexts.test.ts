import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { NonImageError } from "../../../gateway/errors.ts";
import { allCaps } from "../../../llb/caps.ts";
import { marshal } from "../../../llb/marshal.ts";
import { platform } from "../../../oci/platform.ts";
import { FakeGateway, type FakeScript, fakePlatform, sourcesOf } from "../../../testing/fake-gateway.ts";
import { encodeUtf8 } from "../../../text/utf8.ts";
import { imageLookup } from "../../image-lookup.ts";
import { readConfig } from "../../options/config.ts";
import { namedSchemes } from "./load-named.ts";
import { type NamedContexts, namedContexts } from "./named-contexts.ts";

const request = { resolveMode: "default" };
const noScheme = new Set(["image-config-state.ts", "load-named.ts", "named-contexts.ts", "named-source.ts"]);

function contextsOf(
  opts: Readonly<Record<string, string>>,
  script: FakeScript = {},
): { contexts: NamedContexts; gateway: FakeGateway } {
  const gateway = new FakeGateway({ ...script, opts });
  const config = readConfig(gateway, fakePlatform);
  const session = { gateway, config, host: { defaultPlatform: fakePlatform, newIds: () => () => "id" } };
  return { contexts: namedContexts({ session, images: imageLookup(gateway) }), gateway };
}

async function load(opts: Readonly<Record<string, string>>, name: string, script: FakeScript = {}) {
  const { contexts, gateway } = contextsOf(opts, script);
  const loaded = await contexts(name, request)?.load();
  if (loaded === undefined) throw new Error("no context");
  const state = loaded.deferred?.source(["a"]) ?? loaded.state;
  const definition = marshal(state, { caps: allCaps, platform: fakePlatform });
  return {
    ...loaded,
    gateway,
    source: sourcesOf(definition)[0],
    names: [...definition.metadata.values()].map((m) => m.description.get("llb.customname")),
  };
}

test("every file of a scheme is in the index", () => {
  const files = readdirSync(import.meta.dirname).filter((name) => !name.endsWith(".test.ts") && !noScheme.has(name));
  expect(files).toHaveLength(new Set(namedSchemes.values()).size);
});

test("one name in all its spellings; a context for the platform wins", async () => {
  const { contexts } = contextsOf({
    "context:alpine": "local:a",
    "context:alpine::linux/arm64": "local:b",
    "context:x": "local:c",
  });
  expect(contexts("docker.io/library/alpine:latest", request)).toBeDefined();
  expect(contexts("alpine:3", request)).toBeUndefined();
  const arm = await contexts("alpine", { ...request, platform: platform("linux", "arm64") })?.load();
  expect(
    marshal(arm?.deferred?.source(undefined) ?? fail(), { caps: allCaps, platform: fakePlatform }).def.length,
  ).toBe(2);
  expect(() => contexts("A b", request)).toThrow("invalid context name A b: invalid reference format");
});

function fail(): never {
  throw new Error("no source");
}

test("docker-image: the image, without its creation time", async () => {
  const { source, names, image, gateway } = await load({ "context:base": "docker-image://debian:12" }, "base");
  expect(source?.identifier).toBe("docker-image://docker.io/library/debian:12");
  expect(names[0]).toBe("[context base] debian:12");
  expect(image?.created).toBeUndefined();
  expect(gateway.asked[0]).toMatchObject({
    ref: "docker.io/library/debian:12",
    logName: "[context base] load metadata for debian:12",
  });
});

test("docker-image://scratch asks nobody", async () => {
  const { contexts, gateway } = contextsOf({ "context:base": "docker-image://scratch" });
  expect((await contexts("base", request)?.load())?.state.output).toBeUndefined();
  expect(gateway.calls).toEqual([]);
});

test("git and http: a repository where the URL looks like one, else a file", async () => {
  expect((await load({ "context:s": "https://github.com/a/b.git#main:sub" }, "s")).names[0]).toBe(
    "[internal] load git source https://github.com/a/b.git#main:sub",
  );
  expect((await load({ "context:s": "git@github.com:a/b.git" }, "s")).source?.identifier).toBe(
    "git://github.com/a/b.git",
  );
  const { source, names } = await load({ "context:s": "https://e.com/x" }, "s");
  expect(source).toMatchObject({ identifier: "https://e.com/x", attrs: new Map([["http.filename", "context"]]) });
  expect(names[0]).toBe("[context s] https://e.com/x");
});

test("local: what is read of it, without what its ignore file names", async () => {
  const { source, names, gateway } = await load({ "context:s": "local:dir", "sharedkey:localdir:s": "key" }, "s", {
    readFile: (_, path) => (path === ".dockerignore" ? encodeUtf8("*.md\n") : undefined),
  });
  expect(gateway.solves[0]?.evaluate).toBe(true);
  expect(names[0]).toBe("[context s] load from client");
  expect(source).toMatchObject({
    identifier: "local://dir",
    attrs: new Map([
      ["local.session", "fake-session"],
      ["local.followpaths", '["a"]'],
      ["local.excludepatterns", '["*.md"]'],
      ["local.sharedkeyhint", "context:s-key"],
    ]),
  });
});

test("oci-layout: the context's name with the layout's digest", async () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const { source } = await load({ "context:s": `oci-layout://store:tag@${digest}` }, "s");
  expect(source).toMatchObject({
    identifier: `oci-layout://docker.io/library/s@${digest}`,
    attrs: new Map([
      ["oci.session", "fake-session"],
      ["oci.store", "store"],
    ]),
  });
});

test.each([
  ["docker-image", "invalid context specifier docker-image for s"],
  ["ftp://x", "unsupported context source ftp for s"],
  ["git:x", "invalid git context git:x"],
  ["input:x", "invalid input x for s"],
  ["oci-layout://store:tag", 'oci-layout reference "store:tag" has no digest'],
  ["oci-layout://STORE", 'could not parse oci-layout reference "STORE": repository name must be lowercase'],
])("%s is refused with the reference's words", async (spec, message) => {
  await expect(load({ "context:s": spec }, "s")).rejects.toThrow(new Error(message));
});

test("a policy that turns an image into another is followed, ten times", async () => {
  const { contexts, gateway } = contextsOf({ "context:s": "docker-image://a" });
  gateway.resolveImageConfig = async () => {
    throw new NonImageError("policy", "docker-image://b");
  };
  await expect(contexts("s", request)?.load()).rejects.toThrow(
    /^context recursion limit exceeded; .*: docker-image:b$/,
  );
  gateway.resolveImageConfig = async () => {
    throw new NonImageError("policy", "git://github.com/a/b.git");
  };
  const again = contextsOf({ "context:s": "docker-image://c" });
  again.gateway.resolveImageConfig = gateway.resolveImageConfig;
  await expect(again.contexts("s", request)?.load()).rejects.toThrow("invalid git context git:github.com/a/b.git");
});
