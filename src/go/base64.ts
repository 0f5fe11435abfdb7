import { GoError } from "./go-error.ts";
import { base64Corrupt } from "./messages.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const chunkBytes = 3 * 4096;

/** Bytes in standard base64 with padding. @mirrors encoding/base64 StdEncoding.EncodeToString */
export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    parts.push(encodeChunk(bytes, from, Math.min(from + chunkBytes, bytes.length)));
  }
  return parts.join("");
}

/** The bytes of standard base64; line ends are skipped, anything else throws. @mirrors encoding/base64 DecodeString */
export function decodeBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(text.length / 4) * 3);
  let used = 0;
  let bits = 0;
  let digits = 0;
  let at = 0;
  for (; at < text.length && text.charAt(at) !== "="; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a || unit === 0x0d) continue;
    const value = digitValue(unit);
    if (value < 0) throw new GoError(base64Corrupt(at));
    bits = ((bits << 6) | value) & 0xffffff;
    digits = (digits + 1) % 4;
    if (digits === 0) {
      bytes[used++] = bits >> 16;
      bytes[used++] = bits >> 8;
      bytes[used++] = bits;
    }
  }
  checkEnd(text, at, digits);
  if (digits === 2) bytes[used++] = bits >> 4;
  if (digits === 3) {
    bytes[used++] = bits >> 10;
    bytes[used++] = bits >> 2;
  }
  return bytes.subarray(0, used);
}

function encodeChunk(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at += 3) {
    const left = to - at;
    const group =
      ((bytes[at] as number) << 16) |
      ((left > 1 ? (bytes[at + 1] as number) : 0) << 8) |
      (left > 2 ? (bytes[at + 2] as number) : 0);
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63);
    text += left > 1 ? alphabet.charAt((group >> 6) & 63) : "=";
    text += left > 2 ? alphabet.charAt(group & 63) : "=";
  }
  return text;
}

function digitValue(unit: number): number {
  if (unit >= 0x41 && unit <= 0x5a) return unit - 0x41;
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x47;
  if (unit >= 0x30 && unit <= 0x39) return unit + 4;
  return unit === 0x2b ? 62 : unit === 0x2f ? 63 : -1;
}

/** Checks what follows the digits: the padding that a cut group of them needs, and nothing else. */
function checkEnd(text: string, from: number, digits: number): void {
  if (from === text.length) {
    if (digits > 0) throw new GoError(base64Corrupt(from - digits));
    return;
  }
  if (digits < 2) throw new GoError(base64Corrupt(from));
  let at = lineEndsEnd(text, from + 1);
  if (digits === 2) {
    if (at === text.length) throw new GoError(base64Corrupt(at));
    if (text.charAt(at) !== "=") throw new GoError(base64Corrupt(at - 1));
    at = lineEndsEnd(text, at + 1);
  }
  if (at < text.length) throw new GoError(base64Corrupt(at));
}

function lineEndsEnd(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === "\n" || text.charAt(at) === "\r") at++;
  return at;
}
