import { describe, expect, it } from "vitest";
import { encodeJson } from "../../go/encode-json.ts";
import { platform } from "../../oci/platform.ts";
import { marshal } from "../marshal.ts";
import { decodeOp } from "../op.ts";
import { owner } from "../ops/file-action.ts";
import { image, local, scratch } from "../sources.ts";
import { opJson } from "./json.ts";
import { definitionText } from "./text.ts";

const amd64 = platform("linux", "amd64");
const context = local("context", { sessionId: "s" });
const { root, mounts } = image("alpine", { platform: amd64 }).exec(["sh", "-c", "a b"], {
  mounts: [{ target: "/out", source: scratch() }],
});
const copied = root.file([
  { kind: "copy", source: context, src: "/a", dest: "/b/", owner: owner("root:us"), createdTime: 1700000000123456789n },
  { kind: "mkdir", path: "/c", mode: 0o755 },
  { kind: "copy", source: mounts[0] ?? root, src: "/", dest: "/", includePatterns: ["<x>"] },
]);
const definition = marshal(copied, { platform: amd64 });

describe("the text of a definition", () => {
  it("names each vertex, what it does and what it reads", () => {
    expect(definitionText(definition)).toBe(
      [
        "0 source docker-image://docker.io/library/alpine:latest",
        '1 exec "sh" "-c" "a b" (mounts /out) <- 0',
        "2 source local://context",
        '3 file copy "/a" "/b/", mkdir "/c", copy "/" "/" <- 1 2 1.1',
        "4 result <- 3",
        "",
      ].join("\n"),
    );
  });
});

describe("the JSON of an op", () => {
  const json = (names: "proto" | "json") =>
    JSON.parse(encodeJson(opJson(decodeOp(definition.def[3] as Uint8Array), names)));

  it("has strings for 64-bit integers, leaves out what is empty and keeps a chosen zero", () => {
    const [copy] = json("proto").file.actions;
    expect(copy).toEqual({
      secondaryInput: "1",
      output: "-1",
      copy: {
        src: "/a",
        dest: "/b/",
        owner: { user: { byID: 0 }, group: { byName: { name: "us" } } },
        mode: -1,
        timestamp: "1700000000123456789",
      },
    });
  });

  it("has the names asked for", () => {
    expect(json("proto").file.actions[2].copy.include_patterns).toEqual(["<x>"]);
    expect(json("json").file.actions[2].copy.includePatterns).toEqual(["<x>"]);
    expect(json("json").constraints).toEqual({});
  });

  it("has platform and constraints after what the op does, as ops.proto has them", () => {
    const text = encodeJson(opJson(decodeOp(definition.def[1] as Uint8Array), "json"));
    expect(Object.keys(JSON.parse(text))).toEqual(["inputs", "exec", "platform", "constraints"]);
    expect(JSON.parse(text).platform).toEqual({ Architecture: "amd64", OS: "linux" });
  });
});
