import * as fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import type { Definition } from "#proto/llb.js";
import { definitionSchema, metaSchema, mountSchema, opSchema, userOptSchema } from "#proto/llb.js";
import { decodeMessage } from "./decode.ts";
import { encodeMessage } from "./encode.ts";
import { WireWriter } from "./wire-writer.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const unhex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));

describe("the writer", () => {
  it("writes an integer in groups of seven bits, a negative one in ten", () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n), (value) => {
        const writer = new WireWriter();
        writer.varint(value);
        let [rest, wanted] = [BigInt.asUintN(64, value), ""];
        for (; rest > 127n; rest >>= 7n) wanted += hex(Uint8Array.of(Number(rest & 127n) | 128));
        expect(hex(writer.finish())).toBe(wanted + hex(Uint8Array.of(Number(rest))));
      }),
    );
    for (const value of [
      0,
      1,
      127,
      128,
      2 ** 31 - 1,
      2 ** 31,
      2 ** 32,
      Number.MAX_SAFE_INTEGER,
      -1,
      -128,
      -(2 ** 40),
    ]) {
      const writer = new WireWriter();
      writer.varint(value);
      const number = hex(writer.finish());
      writer.clear();
      writer.varint(BigInt(value));
      expect(hex(writer.finish())).toBe(number);
    }
  });

  it("keeps messages apart, wherever a buffer ends", () => {
    const messages: [Uint8Array, string][] = [];
    for (let size = 0; size < 1500; size++) {
      // Not ASCII at the end, so that the text is begun twice.
      const meta = {
        args: ["x".repeat(size % 500), `${"y".repeat((size * 7) % 300)}é`],
        cwd: "/",
        validExitCodes: [size, -size],
      };
      const bytes = encodeMessage(metaSchema, meta);
      messages.push([bytes, hex(bytes)]);
      expect(decodeMessage(metaSchema, bytes)).toMatchObject(meta.validExitCodes[1] === 0 ? { args: meta.args } : meta);
    }
    for (const [bytes, before] of messages) expect(hex(bytes)).toBe(before);
  });

  it("writes a message of megabytes", () => {
    const def = [new Uint8Array(3_000_000).fill(7), new Uint8Array(5)];
    const [first, second] = decodeMessage(definitionSchema, encodeMessage(definitionSchema, { def })).def;
    // Not toEqual, which would take seconds for megabytes.
    expect(Buffer.compare(first as Uint8Array, def[0] as Uint8Array)).toBe(0);
    expect(second).toEqual(def[1]);
  });

  it("writes a long text as often as it comes", () => {
    const texts = ["x", "y", "x"].map((letter) => letter.repeat(2000));
    const [first = "", second = ""] = texts;
    const message = { args: [first, first, second, first, first], env: texts };
    expect(decodeMessage(metaSchema, encodeMessage(metaSchema, message))).toMatchObject(message);
  });

  it("goes on after a message that failed", () => {
    expect(() => encodeMessage(metaSchema, { args: ["long enough", "\ud800"] })).toThrow(
      "string field contains invalid UTF-8",
    );
    expect(hex(encodeMessage(metaSchema, { cwd: "/" }))).toBe("1a012f");
  });
});

describe("a message", () => {
  it("has its oneof last, its maps sorted by bytes and its zeros left out", () => {
    const op = encodeMessage(opSchema, {
      constraints: {},
      platform: { os: "linux", variant: "" },
      source: {
        identifier: "x",
        attrs: new Map([
          ["😀", "3"],
          ["\uffee", "2"],
          ["a", "1"],
        ]),
      },
    });
    expect(hex(op)).toBe(
      `5207${hex(Buffer.from("\x12\x05linux"))}5a00` +
        "1a200a0178" +
        "12060a0161120131" +
        "12080a03efbfae120132" +
        "12090a04f09f9880120133",
    );
  });

  it("keeps a chosen member of a oneof that is zero", () => {
    expect(hex(encodeMessage(userOptSchema, { byID: 0 }))).toBe("1000");
    expect(decodeMessage(userOptSchema, unhex("1000"))).toEqual({ byID: 0 });
  });

  it("has the last member of a oneof that bytes set", () => {
    expect(decodeMessage(userOptSchema, unhex("1005" + "0a030a0161"))).toEqual({ byName: { name: "a", input: 0 } });
  });

  it("adds up parts of a message that come apart", () => {
    const [first, second] = [{ meta: { cwd: "/", args: ["a"] } }, { meta: { user: "u", args: ["b"] } }];
    const bytes = unhex(
      ["exec", "exec"].map((_, at) => hex(encodeMessage(opSchema, { exec: [first, second][at] }))).join(""),
    );
    expect(decodeMessage(opSchema, bytes).exec?.meta).toMatchObject({ cwd: "/", user: "u", args: ["a", "b"] });
  });

  it("keeps fields that it does not know", () => {
    const bytes = unhex("1a012f" + "a2060161" + "a8067f" + "b5060102030405"); // numbers 100 and 101, and one of four bytes
    const cut = bytes.subarray(0, bytes.length - 1);
    const meta = decodeMessage(metaSchema, cut);
    expect(meta.cwd).toBe("/");
    expect(hex(encodeMessage(metaSchema, meta))).toBe(hex(cut));
  });

  it("keeps numbers exact beyond 2^53", () => {
    const bytes = encodeMessage(definitionSchema, {
      metadata: new Map([
        ["d", { linuxResources: { memory: -(2n ** 63n), cpuPeriod: 2n ** 64n - 1n, cpuQuota: 2 ** 53 } }],
      ]),
    });
    const limits = decodeMessage(definitionSchema, bytes).metadata.get("d")?.linuxResources;
    expect(limits).toMatchObject({ memory: -(2n ** 63n), cpuPeriod: 2n ** 64n - 1n, cpuQuota: 2n ** 53n });
  });

  it("reads lists of numbers packed and unpacked, and enums it has no name for", () => {
    expect(decodeMessage(metaSchema, unhex("6001" + "6202027f")).validExitCodes).toEqual([1, 2, 127]);
    const mount = decodeMessage(mountSchema, unhex("3063"));
    expect(mount.mountType).toBe(99);
    expect(hex(encodeMessage(mountSchema, mount))).toBe("3063");
  });

  it.each([
    ["ends in a tag", "8a", "pb.Definition ends early"],
    ["ends in a text", "0a05aa", "pb.Definition ends early"],
    ["has a field without a number", "0201aa", "pb.Definition has a field with number 0"],
    ["has a number for bytes", "0801", "field pb.Definition.def has wire type 0"],
    ["has a wire type that is none", "7f", "pb.Definition has a field of unknown wire type 7"],
    ["has a text that is not UTF-8", "12030a01ff", "field pb.Definition.metadata contains invalid UTF-8"],
    ["has a number that never ends", "80808080808080808080808001", "pb.Definition has a number of more than ten bytes"],
  ])("that %s is refused", (_, text, wanted) => {
    expect(() => decodeMessage(definitionSchema, unhex(text))).toThrow(wanted);
  });

  it("is refused where an index is beyond counting", () => {
    expect(() => decodeMessage(mountSchema, unhex("08ffffffffffffffff7f"))).toThrow(
      "field input is too large for an index",
    );
  });

  it("is refused where it is nested without end", () => {
    let bytes: Uint8Array = new Uint8Array();
    for (let depth = 0; depth < 150; depth++) bytes = wrap(bytes);
    expect(() => decodeMessage(definitionSchema, bytes)).toThrow("nested too deeply");
  });

  it("is a GoError or a message, never another error, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodeMessage<Definition>(definitionSchema, bytes);
          decodeMessage(opSchema, bytes);
        } catch (error) {
          expect((error as Error).name).toBe("GoError");
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** `source.infos[0].definition` holding a definition's bytes. */
function wrap(bytes: Uint8Array): Uint8Array {
  const part = (tag: string, content: string) => tag + varint(content.length / 2) + content;
  return unhex(part("1a", part("12", part("1a", hex(bytes)))));
}

function varint(value: number): string {
  const writer = new WireWriter();
  writer.varint(value);
  return hex(writer.finish());
}

describe("the graph's messages", () => {
  it("read the same through protobufjs and ops.proto", async () => {
    const root = await protobuf.load(new URL("../../../proto/ops.proto", import.meta.url).pathname);
    const bytes = encodeMessage(opSchema, {
      inputs: [{ digest: "d", index: 1 }],
      exec: { meta: { args: ["é"], validExitCodes: [-1] }, mounts: [{ input: -1, dest: "/", mountType: "TMPFS" }] },
      constraints: { filter: ["f"] },
    });
    const read = root
      .lookupType("pb.Op")
      .toObject(root.lookupType("pb.Op").decode(bytes), { longs: String, enums: String });
    expect(read).toEqual({
      inputs: [{ digest: "d", index: "1" }],
      exec: { meta: { args: ["é"], validExitCodes: [-1] }, mounts: [{ input: "-1", dest: "/", mountType: "TMPFS" }] },
      constraints: { filter: ["f"] },
    });
  });
});
