import { archiveSpoilt } from "./messages.ts";

/** The text of a field, to its first zero; a byte is a character. */
export function tarText(field: Uint8Array): string {
  const end = field.indexOf(0);
  let text = "";
  for (const byte of end < 0 ? field : field.subarray(0, end)) text += String.fromCharCode(byte);
  return text;
}

/** The formats of headers that differ in their fields; what names none of its own is the oldest. */
export type TarFormat = "v7" | "gnu" | "star" | "ustar";

/** The format of a header, by the words at fixed places of it. @mirrors archive/tar block.getFormat */
export function tarFormat(header: Uint8Array): TarFormat {
  const word = (at: number, length: number) => String.fromCharCode(...header.subarray(at, at + length));
  if (word(257, 6) === "ustar\0") return word(508, 4) === "tar\0" ? "star" : "ustar";
  return word(257, 8) === "ustar  \0" ? "gnu" : "v7";
}

/**
 * The number of a field: octal digits between spaces and zeros, or base 256 where the first bit is set. Throws for
 * anything else. @mirrors archive/tar parser.parseNumeric
 */
export function tarNumber(field: Uint8Array): bigint {
  const first = field[0] ?? 0;
  if ((first & 0x80) !== 0) return base256(field, (first & 0x40) !== 0);
  let start = 0;
  let end = field.length;
  while (start < end && isBlank(field[start])) start++;
  while (end > start && isBlank(field[end - 1])) end--;
  if (start === end) return 0n;
  const digits = tarText(field.subarray(start, end));
  if (!/^[0-7]+$/.test(digits)) throw new Error(archiveSpoilt);
  return BigInt(`0o${digits}`);
}

/** Two's complement, the first bit left out. */
function base256(field: Uint8Array, isNegative: boolean): bigint {
  const mask = isNegative ? 0xff : 0;
  let value = 0n;
  for (const [at, byte] of field.entries()) {
    const bits = byte ^ mask;
    value = value * 256n + BigInt(at === 0 ? bits & 0x7f : bits);
  }
  if (value >= 1n << 63n) throw new Error(archiveSpoilt);
  return isNegative ? ~value : value;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0;
}
