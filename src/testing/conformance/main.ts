/** Answers the conformance protocol: a JSON request a line on stdin, a JSON answer a line on stdout. */
import { once } from "node:events";
import { answerLine } from "./answer.ts";

const newline = 10;

/** The lines of a stream of bytes; a line ends at `\n` only. */
async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      parts.push(chunk.subarray(from, end));
      yield Buffer.concat(parts).toString("utf8");
      parts = [];
      from = end + 1;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
  if (parts.length > 0) yield Buffer.concat(parts).toString("utf8");
}

for await (const line of linesOf(process.stdin)) {
  if (line === "") continue;
  if (!process.stdout.write(`${JSON.stringify(await answerLine(line))}\n`)) await once(process.stdout, "drain");
}
