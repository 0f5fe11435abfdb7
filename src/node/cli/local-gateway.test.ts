import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fullCapSet } from "../../gateway/cap-set.ts";
import { gatewayCaps, llbCaps } from "../../gateway/known-caps.ts";
import { marshal } from "../../llb/marshal.ts";
import { local, scratch } from "../../llb/sources.ts";
import { platform } from "../../oci/platform.ts";
import { decodeUtf8, encodeUtf8 } from "../../text/utf8.ts";
import { directoryFiles, memoryFile } from "./local-files.ts";
import { LocalGateway } from "./local-gateway.ts";

const folder = mkdtempSync(join(tmpdir(), "context-"));
writeFileSync(join(folder, "file"), "0123456789");
mkdirSync(join(folder, "sub"));

const amd64 = platform("linux", "amd64");
const gateway = new LocalGateway({
  build: { opts: new Map(), sessionId: "", workers: [], product: "buildkit" },
  caps: fullCapSet(gatewayCaps),
  llbCaps: fullCapSet(llbCaps),
  locals: new Map([
    ["context", directoryFiles(folder)],
    ["dockerfile", memoryFile("Dockerfile", encodeUtf8("FROM scratch\n"))],
  ]),
  resolveSourceMeta: async ({ source }) => ({ source }),
});

async function solveLocal(name: string) {
  const definition = marshal(local(name, {}), { platform: amd64 });
  const { ref } = await gateway.solve({ definition });
  if (ref === undefined) throw new Error("no ref");
  return { ref, definition };
}

test("a local source is the directory of its name", async () => {
  const { ref } = await solveLocal("context");
  expect(decodeUtf8(await gateway.readFile(ref, "file", { offset: 2, length: 3 }))).toBe("234");
  expect(decodeUtf8(await gateway.readFile(ref, "/file"))).toBe("0123456789");
  expect((await gateway.statFile(ref, "file")).size).toBe(10);
  expect((await gateway.statFile(ref, "sub")).mode & (2 ** 31)).not.toBe(0);
  expect((await gateway.readDir(ref, ".")).map((entry) => entry.path)).toEqual(["file", "sub"]);
});

test("nothing above the directory can be read", async () => {
  const { ref } = await solveLocal("context");
  expect(decodeUtf8(await gateway.readFile(ref, "../../../file"))).toBe("0123456789");
});

test("errors are a daemon's", async () => {
  const { ref } = await solveLocal("context");
  await expect(gateway.readFile(ref, "none")).rejects.toMatchObject({
    message: "open none: no such file or directory",
    code: 2,
  });
  await expect(gateway.readFile(ref, "sub")).rejects.toThrow("open sub: is a directory");
  const other = await solveLocal("other");
  await expect(gateway.readFile(other.ref, "x")).rejects.toThrow('NotFound: no access allowed to dir "other"');
});

test("a file in memory is the only one there", async () => {
  const { ref } = await solveLocal("dockerfile");
  expect(decodeUtf8(await gateway.readFile(ref, "Dockerfile"))).toBe("FROM scratch\n");
  await expect(gateway.readFile(ref, "Dockerfile.dockerignore")).rejects.toThrow("no such file or directory");
});

test("each solve's definition is kept, and an empty one has no ref", async () => {
  const { ref, definition } = await solveLocal("context");
  expect(gateway.definitionOf(ref)).toBe(definition);
  const empty = await gateway.solve({ definition: marshal(scratch(), { platform: amd64 }) });
  expect(empty.ref).toBeUndefined();
  expect(gateway.definitionOf(empty.ref).def).toEqual([]);
});
