import { describe, expect, it } from "vitest";
import { compile } from "../../compile.ts";
import { parseDockerfile } from "../../dockerfile/parse/parse-dockerfile.ts";
import { scratch } from "../../llb/state.ts";
import type { CompileOptions } from "../../lower/compile-options.ts";
import { silentObserver } from "../../lower/observer.ts";
import { platform } from "../../oci/platform.ts";
import { type OfflineWorld, offlineResolver } from "../../testing/offline-resolver.ts";
import { sourceText } from "../../text/source-text.ts";
import { OutlineObserver } from "./outline-observer.ts";
import type { OutlineMount } from "./outline-result.ts";

async function outlineText(text: string, options: Partial<CompileOptions> = {}, world: OfflineWorld = {}) {
  const gathering = new OutlineObserver();
  const all: CompileOptions = {
    caps: { supports: () => true },
    defaultPlatform: platform("linux", "amd64"),
    newId: () => "id",
    ...options,
  };
  const observer = gathering.listenWith(silentObserver);
  await compile(parseDockerfile(sourceText(text, "Dockerfile")), all, offlineResolver(world), observer);
  const { name, description, args, secrets, ssh } = gathering.outline(options.target ?? "");
  const mount = (one: OutlineMount) => `${one.name}${one.required ? "!" : ""} @${one.ranges[0]?.start.line}`;
  return {
    name,
    description,
    args: args.map((arg) => `${arg.name}=${arg.value} @${arg.ranges[0]?.start.line} ${arg.description}`),
    secrets: secrets.map(mount),
    ssh: ssh.map(mount),
  };
}

describe("the arguments of a target", () => {
  it("are those of its FROM, with what their defaults refer to", async () => {
    const text = "ARG A=1\nARG B=$A\nARG C=x\n# D is it\nARG D=v$B\nFROM a:$D\n";
    const { args } = await outlineText(text);
    expect(args).toEqual(["A=1 @1 ", "B=1 @2 ", "D=v1 @5 is it"]);
  });

  it("keep what an earlier value of the same name referred to", async () => {
    const { args } = await outlineText("ARG A=1\nARG B=$A\nARG B=x$B\nFROM a:$B\n");
    expect(args).toEqual(["A=1 @1 ", "B=x1 @3 "]);
  });

  it("are its own, with the value in force and the last place", async () => {
    const { args } = await outlineText("FROM a\nARG A=1 B\nARG A=2\n", { buildArgs: new Map([["B", "b"]]) });
    expect(args).toEqual(["B=b @2 ", "A=2 @3 "]);
  });

  it("have the place of the global ARG where they take its value", async () => {
    const { args } = await outlineText("ARG A=1\nFROM a\nARG A\n");
    expect(args).toEqual(["A=1 @1 "]);
  });

  it("leave out predefined ones that are only named", async () => {
    expect((await outlineText("FROM a\nARG TARGETARCH\n")).args).toEqual([]);
  });

  it("are those of its base and of the stages it copies from, too, its own first", async () => {
    const text = `FROM a AS base
ARG A=base B=base
FROM b AS other
ARG C=other
FROM c AS unused
ARG D=unused
FROM base AS last
ARG A=last
COPY --from=other /x /y
`;
    expect((await outlineText(text)).args).toEqual(["B=base @2 ", "C=other @4 ", "A=last @8 "]);
    expect((await outlineText(text, { target: "Other" })).args).toEqual(["C=other @4 "]);
  });

  it("of a stage that a context replaces are those of the base it would have had", async () => {
    const text = "ARG A=1\nARG B=2\nFROM a:$A AS base\nFROM base AS over\nARG C=3\nFROM over\n";
    const load = async () => ({ state: scratch() });
    expect((await outlineText(text, {}, { namedContexts: { over: { load } } })).args).toEqual(["A=1 @1 "]);
  });
});

describe("the secrets and ssh agents of a target", () => {
  it("stand once each, as they are mounted first", async () => {
    const text = `FROM a
RUN --mount=type=secret,id=B,required=true --mount=type=ssh x
RUN --mount=type=secret,id=B --mount=type=secret,target=/run/A --mount=type=ssh,id=k,required x
`;
    const { secrets, ssh } = await outlineText(text);
    expect(secrets).toEqual(["B! @2", "A @3"]);
    expect(ssh).toEqual(["default @2", "k! @3"]);
  });
});

describe("the target's name", () => {
  it("is the stage's, with the comment that describes it", async () => {
    const text = "# base is old\nFROM a AS base\n# last is new\nFROM base AS Last\n";
    expect(await outlineText(text)).toMatchObject({ name: "last", description: "is new" });
    expect(await outlineText(text, { target: "BASE" })).toMatchObject({ name: "base", description: "is old" });
  });
});
