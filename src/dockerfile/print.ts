import type { Dockerfile } from "./ast/dockerfile.ts";

/**
 * The text of a Dockerfile: what stands between its instructions and the instructions themselves, which together are
 * the whole source. `encodeUtf8` of it gives the source's bytes.
 */
export function print({ source, nodes }: Dockerfile): string {
  const parts: string[] = [];
  let printed = 0;
  for (const { span } of nodes) {
    parts.push(source.text.slice(printed, span.start), source.text.slice(span.start, span.end));
    printed = span.end;
  }
  parts.push(source.text.slice(printed));
  return parts.join("");
}
