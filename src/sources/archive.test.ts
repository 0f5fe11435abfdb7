import { expect, test } from "vitest";
import { decodeBase64 } from "../go/base64.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { isArchive } from "./archive.ts";
import { unpackBzip2 } from "./bzip2.ts";
import { newestFile } from "./newest-file.ts";

/** A tar entry: a header with a right checksum and more texts at places of it, and zeros for content. */
function entry(type: string, modified: number, size = 0, more: Readonly<Record<number, string>> = {}): Uint8Array {
  const bytes = new Uint8Array(512 + Math.ceil(size / 512) * 512);
  const put = (at: number, text: string) => bytes.set(encodeUtf8(text), at);
  put(0, "name");
  for (const [at, text] of Object.entries(more)) put(Number(at), text);
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

test("the newest regular file counts", async () => {
  const archive = joined(entry("5", 99), entry("0", 7, 600), entry("0", 5), end);
  expect(await newestFile(archive)).toBe(7_000_000_000n);
  expect(await newestFile(encodeUtf8("not an archive"))).toBeUndefined();
});

test("an archive may end where its last file does, but not inside of it", async () => {
  expect(await newestFile(entry("0", 7, 600).subarray(0, 512 + 600))).toBe(7_000_000_000n);
  expect(await newestFile(entry("0", 7, 600).subarray(0, 512 + 599))).toBeUndefined();
  expect(await newestFile(joined(entry("0", 7), end.subarray(0, 512), entry("0", 9)))).toBeUndefined();
  expect(await newestFile(new Uint8Array())).toBeUndefined();
});

/** A header of records that describe the entry after it. */
function described(record: string): Uint8Array {
  const bytes = entry("x", 0, record.length);
  bytes.set(encodeUtf8(record), 512);
  return bytes;
}

test("a name that ends in a slash makes an old header's entry a directory, which has no content", async () => {
  expect(await newestFile(joined(entry("0", 7), entry("\0", 9, 0, { 4: "/" }), end))).toBe(7_000_000_000n);
  expect(await newestFile(joined(entry("0", 7), entry("\0", 9, 0, { 4: "/" }), entry("0", 8)))).toBe(8_000_000_000n);
  const content = entry("\0", 9, 2);
  content.set(encodeUtf8("hi"), 512);
  expect(await newestFile(joined(described("11 path=d/\n"), content, end))).toBeUndefined();
});

test("a record's text ends at a zero, which its value has none of", async () => {
  expect(await newestFile(joined(described("12 path=a\0b\n"), entry("0", 7), end))).toBeUndefined();
  expect(await newestFile(joined(described("15 comment=a\0b\n"), entry("0", 7), end))).toBe(7_000_000_000n);
});

test("fields are numbers where the header's format has them", async () => {
  const newest = (more: Readonly<Record<number, string>>) => newestFile(joined(entry("0", 7, 0, more), end));
  expect(await newest({ 257: "ustarX", 329: "z" })).toBe(7_000_000_000n);
  expect(await newest({ 257: "ustar\0", 329: "z" })).toBeUndefined();
  expect(await newest({ 257: "ustar\0", 476: "z" })).toBe(7_000_000_000n);
  expect(await newest({ 257: "ustar\0", 476: "z", 508: "tar\0" })).toBeUndefined();
});

/** Files of 1600000000, 1700000000.25 (in an extended header) and 1650000000, and a newer directory. */
const compressed = {
  gzip: "H4sIAAAAAAACA+3XvQrCMBRA4Tv7FH2CNvcmaSbB0dFXiNrBwcUf8PENUlHESYgUer4lEAothZPbZqnPFX0Ij7X4XAsv6pOloON+r96kcX94NrmeL/lUbinzlLc7wXy1XdutNvm2HvJ+ONXr/0v3r/4tvZ0FZV+daZDmRv/VmW+Ol8NxWGp6vv/W4oIwZmI7lfkfooWUXBjnf7mc+c/8R2W7yfRv1lv5FBj7t57+6R+17bsp9O9EozfzUcf/f1MvTaR/AAAAAAAAAAB+cgf4+SmKACgAAA==",
  bzip2:
    "QlpoOTFBWSZTWfSEaiMAAOrfgc+QQAH/gkBAUAH+Ih5AAQAIGDAA2NsRqmRpoAAA0D1DTQiniBGQAAaAACJKg9JBmgaaQaeoZDTv9ePt06fl7xuoIGzS0iZvBVJBU38cMK1psoIhyl10OFmUGZFIIedJnnfdv+cTF1Ktkl+ugHnBSZOWVhN0G6Ja2egv1VwtLVKg+hKAElfLZK03uPOBBKImCIBEowaACmcXLQa4BGQCQlakqO5nERAtqwpoI3GGGHkN83W3CSEE4E4FE4GnRtUD/F3JFOFCQ9IRqIw=",
  zstd: "KLUv/WAAJ00GACIIGBqQNc0BAKCWwLVTszKl4iccsreUSbLFVc0YUqj07Oj+Q1afIv3204+I6Ew8QiKAbtIEyzggRrk3KUW7zW3ePlahFiFRhcExxxgI5R4KAQho69KfJbuG+Tzr2baNmGy7KicgEAMZCaKJHv2VHoDVcgsIIOsJDJDCY1fMGQ/QhFYIAZKCsSuejA3AE2dCFLc7RRjkKMQGfi8mKVTC+QOkAljJIcIHXeAjMV8HjEnHqjATmOkIKQxMIF6WIu+MQdBKhGMu81PHAg==",
};

test.each(Object.entries(compressed))("an archive by %s is read, unless it is spoilt", async (_, base64) => {
  const archive = decodeBase64(base64);
  expect(await newestFile(archive)).toBe(1_700_000_000_250_000_000n);
  expect(await newestFile(archive.subarray(0, archive.length / 2))).toBeUndefined();
});

test.each(Object.entries(compressed))("what stands behind an archive by %s does not matter", async (_, base64) => {
  const archive = joined(decodeBase64(base64), encodeUtf8("something else, of some length"));
  expect(await newestFile(archive)).toBe(1_700_000_000_250_000_000n);
});

test("xz is not read", async () => {
  expect(await newestFile(Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0))).toBeUndefined();
});

test("bzip2 of several blocks, streams and long runs", () => {
  const stream = decodeBase64(
    "QlpoMTFBWSZTWfBIY4AACj9/////////////////////////////////////////////0AQeAAAAAJMABMAATAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABJgAJgACYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAJMABMAATAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABJgAJgACYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSqqgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAyP/oWAosCRYGiwRFgqLBkWDosIRYSiwpFhaLDEWGosORYeixBFiKLEkWJosURYqixZFi6LGEWMosaRY2ixxFjqLHkWPosgRZCiyJFkaLYclRZKiyZFk6LKEWUosqRZWiyxFlqLLkWXoswRZiizJFmaLNEWaos2RZuizhFnKLOkWdos8RZ6iz5Fn6LQEWgotCRaGi0RFoqLRkWjotIRaSi0pFpaLTEWmotORaei1BFqKLUkWpotURaqi1ZFq6LWEWsotaRa2i1xFrqLXkWvotgRZ5f2IWw4CELYkWAJUtjRbIi2VFsyLZ0W0ItpRbUi2tFtiLbUW3ItvRbgi3FFuSLc0W6It1Rbsi3dFvCLeUW9It7Rb4i31FvyLf0XAIuBRcEi4NFwiLhUXDIuHRcQi4lFxSLi0XGIuNRcci49FyCLkUXJIuTRcoi5VFyyLl0XMIuZRc0i5tFziLnUXPIufRdAi6FF0SLo0XSIulRdMi6dF1CLqUXVIurRdYi61F1yLr0XYIuxRdki7NF2iLtUXbIu3Rdwi7lF3SLu0XeIu9Rd8i79F4CLwUXhIvDReIi8VF4yLx0XkIvJReUi8tF5iLzUXnIvPRegi9FF6SL00XqIvVResi9dF7CL2UXtIvbRe4i91F7yL30XwIvhRfEi+NF8iL5UXzIvnRfQi+lF9SL60X2IvtRfci+9F+CL8UX5IvzRfoi/VF+yL90X8Iv5Rf0i5cQv7Rc2i/xF/qL/kX/i7kinChIeCQxwAA==",
  );
  const content = [..."a".repeat(100_000)].map(() => 0x61);
  for (let at = 0; at < 256 * 50; at++) content.push(at % 256);
  const unpacked = joined(...unpackBzip2(joined(stream, stream)));
  expect(unpacked).toEqual(Uint8Array.from([...content, ...content]));
});
