import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { opSchema } from "#proto/llb.js";
import { platform } from "../oci/platform.ts";
import { allCaps } from "./caps.ts";
import { encodeDefinition, head, neededCaps } from "./definition.ts";
import { marshal } from "./marshal.ts";
import { decodeOps, opKinds } from "./op.ts";
import { diff } from "./ops/diff.ts";
import { drafts } from "./ops/index.ts";
import { merge } from "./ops/merge.ts";
import { image, local, scratch } from "./sources.ts";
import { placeholder } from "./state.ts";

const amd64 = platform("linux", "amd64");
const options = { platform: amd64, caps: allCaps };
const alpine = image("alpine");

describe("the lists of ops", () => {
  const inProto = opSchema.fields.filter(({ label }) => label === "oneof").map(({ name }) => name);

  it("are those of ops.proto", () => {
    expect(opKinds).toEqual(inProto);
    expect(Object.keys(drafts).sort()).toEqual([...inProto].sort());
  });

  it("have a file each", () => {
    const files = readdirSync(join(import.meta.dirname, "ops"));
    for (const kind of [...opKinds, "encoded"]) expect(files).toContain(`${kind}.ts`);
  });
});

describe("marshaling", () => {
  it("takes 50,000 vertices in a row, in time that grows as they do", () => {
    const chain = (length: number) => {
      let state = alpine;
      for (let at = 0; at < length; at++) {
        state = at % 2 === 0 ? state.run([`${at}`]) : state.file([{ kind: "mkdir", path: `/${at}`, mode: 0o755 }]);
      }
      return state;
    };
    const time = (length: number) => {
      const state = chain(length);
      const start = performance.now();
      const definition = marshal(state, options);
      encodeDefinition(definition);
      expect(definition.def.length).toBe(length + 2);
      return performance.now() - start;
    };
    time(1000);
    const [short, long] = [time(5000), time(50_000)];
    expect(long).toBeLessThan(short * 10 * 4 + 500);
  });

  it("takes a lattice, where paths are many and vertices few", () => {
    let state = scratch().file([{ kind: "mkdir", path: "/", mode: 0o755 }]);
    for (let at = 0; at < 2000; at++) state = merge([state.run([`${at}`]), diff(alpine, state)]);
    expect(marshal(state, options).def.length).toBe(2000 * 3 + 3);
  });

  it("gives the same bytes again", () => {
    const state = alpine.run(["x"], { customName: "x" });
    expect(marshal(state, options)).toEqual(marshal(state, options));
  });

  it("points at the result by the last op", () => {
    const definition = marshal(alpine.run(["x"]), options);
    expect(head(definition)).toBe(definition.digests[1]);
    expect(head(marshal(scratch(), options))).toBe("");
  });
});

describe("the capabilities a definition needs", () => {
  it("are those of its ops and of itself", () => {
    const state = alpine.run(["x"], { networkMode: "host", customName: "x" });
    expect([...neededCaps(marshal(state, options))].sort()).toEqual([
      "constraints",
      "exec.meta.base",
      "exec.meta.network",
      "exec.meta.setsdefaultpath",
      "exec.mount.bind",
      "meta.description",
      "platform",
      "source.image",
    ]);
  });
});

describe("a placeholder", () => {
  const context = local("context", { sessionId: "s" });
  const { state, vertex } = placeholder("the main context");
  const copy = alpine.file([{ kind: "copy", source: state, src: "/a", dest: "/b" }]);
  const mounted = alpine.run(["x"], { mounts: [{ target: "/m", source: state, readonly: true }] });

  it("is what it is linked to", () => {
    const link = new Map([[vertex, context]]);
    const direct = alpine.file([{ kind: "copy", source: context, src: "/a", dest: "/b" }]);
    expect(marshal(copy, { ...options, link })).toEqual(marshal(direct, options));
    expect(marshal(state, { ...options, link })).toEqual(marshal(context, options));
  });

  it("is nothing where it is linked to an empty file system", () => {
    const link = new Map([[vertex, scratch()]]);
    const direct = alpine.file([{ kind: "copy", source: scratch(), src: "/a", dest: "/b" }]);
    expect(marshal(copy, { ...options, link })).toEqual(marshal(direct, options));
    const [, run] = decodeOps(marshal(mounted, { ...options, link }));
    expect(run?.exec?.mounts.map(({ input }) => input)).toEqual([0, -1]);
    expect(marshal(state, { ...options, link }).def).toEqual([]);
  });

  it("may stand for another", () => {
    const other = placeholder("another");
    const link = new Map([
      [vertex, other.state],
      [other.vertex, context],
    ]);
    expect(marshal(state, { ...options, link })).toEqual(marshal(context, options));
  });

  it("that nothing is linked to is a bug of ours", () => {
    expect(() => marshal(copy, options)).toThrow(
      "this is a bug in dockerfile-llb: nothing was linked to the main context",
    );
  });
});

describe("a definition that bytes hold", () => {
  it("is refused by the op that cannot be read, and by the edge that leads nowhere", () => {
    const definition = marshal(alpine.run(["x"]), options);
    const broken = { ...definition, def: definition.def.map((op, at) => (at === 1 ? op.subarray(0, 40) : op)) };
    expect(() => decodeOps(broken)).toThrow("op 1 of the definition cannot be read: pb.Op ends early");
    const orphan = { ...definition, def: definition.def.slice(1), digests: definition.digests.slice(1) };
    expect(() => decodeOps(orphan)).toThrow(
      `op 0 of the definition uses ${definition.digests[0]}, which no op before it has`,
    );
  });
});
