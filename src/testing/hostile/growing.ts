import type { Request } from "../conformance/request.ts";
import { type Bytes, convertRequest, type RequestDetails } from "./bytes.ts";

/** A kind of request whose cost must grow as its size does. */
export interface Growing {
  readonly name: string;
  /** The smaller of the two sizes that are compared; the other is four times as large. */
  readonly size: number;
  readonly request: (size: number) => Request;
}

const base = "FROM busybox\n";

const lines = (count: number, line: (at: number) => Bytes): Bytes =>
  Array.from({ length: count }, (_, at) => line(at)).join("");

/** What once cost more than in proportion, and what is nested or matched. */
export const growing: readonly Growing[] = [
  grows("RUN lines", 2_500, (size) => base + lines(size, (at) => `RUN ${at}\n`)),
  grows("stages, each on the one before", 500, (size) =>
    lines(size, (at) => `FROM ${at === 0 ? "busybox" : `s${at - 1}`} AS s${at}\nENV V${at}=${at}\nCOPY f${at} /\n`),
  ),
  grows("stages that copy from each other", 400, (size) =>
    lines(size, (at) => `FROM busybox AS s${at}\n${at === 0 ? "" : `COPY --from=s${at - 1} a b\n`}RUN ${at}\n`),
  ),
  grows("a circle of stages", 500, (size) =>
    lines(size, (at) => `FROM busybox AS s${at}\nRUN --mount=from=s${(at + 1) % size} a\n`),
  ),
  grows(
    "variables, each of the one before",
    2_000,
    (size) => `${base}ENV A0=x\n${lines(size, (at) => `ENV A${at + 1}=\${A${at}}\n`)}`,
  ),
  grows("triggers", 1_000, (size) => `FROM busybox AS a\n${lines(size, (at) => `ONBUILD RUN ${at}\n`)}FROM a\n`),
  grows("ONBUILD before ONBUILD", 1_500, (size) => `${base}${"ONBUILD ".repeat(size)}RUN a\n`),
  grows("variables in operands", 2_500, (size) => `${base}ENV a=${"${b:-".repeat(size)}x${"}".repeat(size)}\n`),
  grows("variables in operands of RUN", 2_500, (size) => `${base}RUN ${"${b:-".repeat(size)}x${"}".repeat(size)}\n`),
  grows("patterns in patterns", 2_500, (size) => `${base}ENV a=${"${b#".repeat(size)}x${"}".repeat(size)}\n`),
  grows("brackets of JSON", 15_000, (size) => `${base}CMD ${"[".repeat(size)}\n`),
  grows("a heredoc", 300_000, (size) => `${base}COPY <<E /f\n${"0123456789abcde\n".repeat(size / 16)}E\n`),
  grows("heredocs without end", 2_000, (size) => base + lines(size, (at) => `RUN <<E${at}\na\n`)),
  grows("continuations", 20_000, (size) => `${base}RUN a ${lines(size, (at) => `\\\n b${at} `)}\n`),
  grows("empty continuations", 50_000, (size) => `${base}RUN a \\\n${"\n".repeat(size)}b\n`),
  grows("comments", 30_000, (size) => lines(size, (at) => `# comment ${at}\n`) + base),
  grows("mounts", 400, (size) => `${base}RUN ${lines(size, (at) => `--mount=type=cache,target=/f${size - at} `)}a\n`),
  grows("a replaced pattern", 12_000, (size) => `${base}ENV v=${"ab".repeat(size / 2)}\nENV a=\${v//a*?c/x}\n`),
  grows(
    "a prefix that is a pattern",
    12_000,
    (size) => `${base}ENV v=${"a".repeat(size)}\nENV a=\${v##*a*a*a*a*a*a*b}\n`,
  ),
  grows(
    "a suffix that is a pattern",
    12_000,
    (size) => `${base}ENV v=${"a".repeat(size)}\nENV a=\${v%%b*a*a*a*a*a*a*}\n`,
  ),
  grows("a path that an ignore pattern nearly matches", 12_000, (size) => `${base}COPY ${"a".repeat(size)} /b\n`, {
    dockerignore: "*a*a*a*a*a*a*b\n**/a*a*a*a*b/**\n(a*)*b\n",
  }),
  grows(
    "an ignore pattern that a path nearly matches",
    8_000,
    (size) => `${base}COPY ${"a".repeat(500)} /b\n`,
    (size) => ({
      dockerignore: `${"*a".repeat(size / 2)}b\n`,
    }),
  ),
  grows(
    "undefined variables of one instruction",
    2_500,
    (size) => `${base}ENV a=${lines(size, (at) => `$v${at}\\\n`)}\n`,
  ),
  grows(
    "variables of one instruction",
    2_500,
    (size) => `${base}ENV ${lines(size, (at) => `v${at}=$v${at - 1}x \\\n`)}\n`,
  ),
  grows("excluded patterns", 1_000, (size) => `${base}COPY ${lines(size, (at) => `--exclude=*a*${at}*b `)}a b\n`),
  grows("wrong lines", 2_000, (size) => base + lines(size, (at) => `FOO${at} a\n`)),
  grows("warnings", 1_000, (size) => base + lines(size, () => "env A b\n")),
];

function grows(
  name: string,
  size: number,
  dockerfile: (size: number) => Bytes,
  details: RequestDetails | ((size: number) => RequestDetails) = {},
): Growing {
  const detailsOf = typeof details === "function" ? details : () => details;
  return { name, size, request: (many) => convertRequest(name, dockerfile(many), { brief: true, ...detailsOf(many) }) };
}
