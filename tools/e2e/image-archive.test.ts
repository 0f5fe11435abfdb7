import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { comparableImage, readImageArchive } from "./image-archive.ts";
import { packTar, type TarFile } from "./pack-tar.ts";

async function imageOf(layers: readonly (readonly [mediaType: string, bytes: Buffer])[]) {
  const blobs: TarFile[] = [];
  const add = (mediaType: string, bytes: Buffer) => {
    const digest = createHash("sha256").update(bytes).digest("hex");
    blobs.push([{ name: `blobs/sha256/${digest}` }, bytes]);
    return { mediaType, digest: `sha256:${digest}`, size: bytes.length };
  };
  const json = (mediaType: string, value: unknown) => add(mediaType, Buffer.from(JSON.stringify(value)));
  const rootfs = { type: "layers", diff_ids: layers.map(() => "sha256:0") };
  const config = json("config", { os: "linux", architecture: "arm64", variant: "v8", rootfs, history: [{}] });
  const manifest = json("application/vnd.oci.image.manifest.v1+json", {
    config,
    layers: layers.map(([mediaType, bytes]) => add(mediaType, bytes)),
  });
  const index = json("application/vnd.oci.image.index.v1+json", {
    manifests: [manifest, { ...manifest, platform: { os: "unknown", architecture: "unknown" } }],
  });
  const folder = mkdtempSync(join(tmpdir(), "image-archive-"));
  try {
    const file = join(folder, "image.tar");
    writeFileSync(file, await packTar([...blobs, [{ name: "index.json" }, JSON.stringify({ manifests: [index] })]]));
    return await readImageArchive(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("layers lie on top of each other, whiteouts take away what lies below", async () => {
  const lower = await packTar([
    [{ name: "etc/", type: "directory" }],
    [{ name: "etc/a", mode: 0o4711, uid: 8, gid: 9 }, "lower"],
    [{ name: "etc/b" }, "b"],
    [{ name: "var/", type: "directory" }],
    [{ name: "var/x" }, "x"],
    [{ name: "link", type: "symlink", linkname: "/etc/a" }],
  ]);
  const upper = await packTar([
    [{ name: "var/y" }, "y"],
    [{ name: "var/.wh..wh..opq" }],
    [{ name: "etc/.wh.b" }],
    [{ name: "etc/a", mode: 0o600 }, "upper"],
  ]);
  const [image, ...others] = await imageOf([
    ["application/vnd.oci.image.layer.v1.tar+gzip", gzipSync(lower)],
    ["application/vnd.oci.image.layer.v1.tar+zstd", zstdCompressSync(upper)],
  ]);
  expect(others).toEqual([]);
  expect(image?.platform).toBe("linux/arm64/v8");
  expect([...(image?.tree.keys() ?? [])]).toEqual(["etc", "etc/a", "var", "link", "var/y"]);
  expect(image?.tree.get("etc/a")).toMatchObject({ mode: "0600", uid: 0, size: 5 });
  expect(image?.layers[0]?.[1]).toMatchObject({ path: "etc/a", mode: "4711", uid: 8, gid: 9 });
  expect(image?.tree.get("link")).toMatchObject({ type: "symlink", linkTarget: "/etc/a" });
  expect((await image?.readFile("etc/a"))?.toString()).toBe("upper");
  expect(await image?.readFile("etc/b")).toBeUndefined();
  // What an upper layer covers is still in the image.
  expect(await image?.holds("lower")).toBe(true);
  expect(await image?.holds("arm64")).toBe(true);
  expect(await image?.holds("nowhere")).toBe(false);
});

test("images that differ in times only compare equal, in an owner not", async () => {
  const at = async (mtime: Date, uid: number) => {
    const layer = await packTar([[{ name: "a", mtime, uid }, "a"]]);
    return (await imageOf([["application/vnd.oci.image.layer.v1.tar", layer]])).map(comparableImage);
  };
  const image = await at(new Date(0), 1);
  expect(await at(new Date(1e12), 1)).toEqual(image);
  expect(await at(new Date(0), 2)).not.toEqual(image);
});
