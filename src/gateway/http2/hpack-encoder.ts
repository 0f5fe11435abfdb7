import { encodeUtf8 } from "../../text/utf8.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import type { HeaderField } from "./hpack-decoder.ts";
import { staticTable } from "./static-table.ts";

const indexedField = 0x80;
const literalField = 0x00;

/**
 * Stands in front of a connection's first header block: the table of what this side has sent is empty and stays so,
 * whatever size the peer allows it.
 */
export const emptyTable = Uint8Array.of(0x20);

/** Returns headers as a block (RFC 7541) behind `front`: known ones by their number, others as they are, none remembered. */
export function encodeHeaders(fields: readonly HeaderField[], front = new Uint8Array(0)): Uint8Array {
  const block = new GrowingBytes();
  block.append(front);
  for (const [name, value] of fields) {
    const exact = staticTable.findIndex((field) => field[0] === name && field[1] === value);
    if (exact >= 0) {
      block.append(integer(indexedField, 7, exact + 1));
      continue;
    }
    const named = staticTable.findIndex((field) => field[0] === name);
    block.append(integer(literalField, 4, named + 1));
    if (named < 0) appendString(block, name);
    appendString(block, value);
  }
  return block.view();
}

function appendString(block: GrowingBytes, text: string): void {
  const bytes = encodeUtf8(text);
  block.append(integer(0, 7, bytes.length));
  block.append(bytes);
}

/** Returns a number behind the bits of `pattern` in its first byte (RFC 7541, section 5.1). */
function integer(pattern: number, prefixBits: number, value: number): Uint8Array {
  const mask = (1 << prefixBits) - 1;
  if (value < mask) return Uint8Array.of(pattern | value);
  const bytes = [pattern | mask];
  let rest = value - mask;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
