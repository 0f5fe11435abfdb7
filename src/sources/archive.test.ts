import { expect, test } from "vitest";
import { encodeUtf8 } from "../text/utf8.ts";
import { isArchive } from "./archive.ts";
import { newestFile } from "./newest-file.ts";

/** A tar entry: a header with a right checksum, and zeros for content. */
function entry(type: string, modified: number, size = 0): Uint8Array {
  const bytes = new Uint8Array(512 + Math.ceil(size / 512) * 512);
  const put = (at: number, text: string) => bytes.set(encodeUtf8(text), at);
  put(0, "name");
  put(124, size.toString(8).padStart(11, "0"));
  put(136, modified.toString(8).padStart(11, "0"));
  put(148, " ".repeat(8));
  put(156, type);
  const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const end = new Uint8Array(1024);

test.each<[name: string, bytes: Uint8Array]>([
  ["gzip", Uint8Array.of(0x1f, 0x8b, 8)],
  ["bzip2", encodeUtf8("BZh9")],
  ["xz", Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
  ["zstd", Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd)],
  ["a skippable frame of zstd", Uint8Array.of(0x5f, 0x2a, 0x4d, 0x18, 0, 0, 0, 0)],
  ["tar", entry("0", 1)],
])("%s is an archive", (_, bytes) => {
  expect(isArchive(bytes)).toBe(true);
});

test("a Dockerfile, nothing, zeros and half a header are none", () => {
  for (const bytes of [encodeUtf8("FROM scratch\n"), new Uint8Array(), end, entry("0", 1).subarray(0, 300)]) {
    expect(isArchive(bytes)).toBe(false);
  }
  expect(isArchive(Uint8Array.of(0x50, 0x2a, 0x4d, 0x18))).toBe(false);
});

test("the newest regular file counts", () => {
  const archive = joined(entry("5", 99), entry("0", 7, 600), entry("0", 5), end);
  expect(newestFile(archive)).toBe(7_000_000_000n);
  expect(newestFile(encodeUtf8("not an archive"))).toBeUndefined();
});
