import type { Request } from "../conformance/request.ts";
import { type Bytes, convertRequest } from "./bytes.ts";
import { inPlace, places } from "./places.ts";

/** One byte repeated in one place, for every byte there is. */
export interface Sweep {
  readonly name: string;
  readonly request: (byte: number) => Request;
  /** Bytes with a meaning of their own here, and some of each kind without. */
  readonly notable: readonly number[];
}

const mebi = 1 << 20;
/** As much as fits into a line. */
const lineful = 60_000;
const notableBytes = bytesOf("\0\t\n\r \"#$&'*-/0:<=A[\\`a{|\x7f\x80\xc3\xe2\xff");
const swept = ["alone", "FROM name", "RUN text", "RUN JSON form", "COPY chown", "ENV value", "heredoc body"];

/** 1 MiB of one byte, and a line of it. */
export function sweeps(): readonly Sweep[] {
  return swept.flatMap((place) => {
    const template = places[place] ?? "";
    return [mebi, lineful].map((length) => ({
      name: `${length} bytes, ${place}`,
      // Of a mebibyte in a line only line ends matter.
      notable: length === mebi && place !== "alone" ? bytesOf("\n\r \\a\xff") : notableBytes,
      request: (byte: number) => {
        const text: Bytes = String.fromCharCode(byte).repeat(length);
        return convertRequest(`${length} times ${byte}, ${place}`, inPlace(template, text), { brief: true });
      },
    }));
  });
}

/** Every byte there is. */
export const allBytes: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

function bytesOf(text: Bytes): readonly number[] {
  return [...text].map((byte) => byte.charCodeAt(0));
}
