import type { Request } from "../conformance/request.ts";
import { type Bytes, convertRequest } from "./bytes.ts";

/** A small file that asks for more than any machine has, and how the error begins that ends it. */
export interface Explosion {
  readonly request: Request;
  readonly error: string;
  /** The line that the error is at; absent where it is about the whole. */
  readonly line?: number;
}

const base = "FROM busybox\n";
const doubling = (keyword: string, times: number): Bytes => `${keyword} a=xx\n${`${keyword} a=$a$a\n`.repeat(times)}`;

const longValue = 'failed to process "$a$a": value of more than 16777216 characters';
const longText = "variables make the file's instructions more than 67108864 characters longer";
const longHistory = "the image's history has more than 67108864 characters";

/** Files that the reference takes all memory for. */
export function explosions(): readonly Explosion[] {
  const big = `${base}${doubling("ENV", 21)}`;
  return [
    explosion("ENV", `${base}${doubling("ENV", 60)}RUN $a\n`, longValue, 26),
    explosion("global ARG", `${doubling("ARG", 60)}${base}`, longValue, 25),
    explosion("FROM", `${doubling("ARG", 20)}${"FROM x$a\n".repeat(40)}`, longText, 54),
    explosion("LABEL", `${big}${"LABEL b=$a\n".repeat(100)}`, longHistory, 37),
    explosion("RUN", `${big}${"RUN $a\n".repeat(100)}`, longText, 38),
    explosion("heredoc", `${big}COPY <<E /a\n${"$a\n".repeat(100)}E\n`, "failed to process", 24),
    explosion("ARG in RUN", `${base}${doubling("ARG", 21)}${"RUN a\n".repeat(1_000)}`, longHistory, 37),
    explosion(
      "replacement",
      `${base}ENV a=${"/".repeat(60_000)}\nENV b=\${a//\\//${"y".repeat(50_000)}}\n`,
      "failed to process",
      3,
    ),
    explosion(
      "sources of ADD",
      `${base}ADD ${sources(7_000)}/d/\n`,
      "failed to marshal LLB definition: the definition has more than 268435456 bytes",
    ),
  ];
}

function sources(count: number): Bytes {
  return Array.from({ length: count }, (_, at) => `https://github.com/a/b${at}.git \\\n`).join("");
}

function explosion(name: string, dockerfile: Bytes, error: string, line?: number): Explosion {
  const request = convertRequest(name, dockerfile, { brief: true });
  return line === undefined ? { request, error } : { request, error, line };
}
