import type { Shape } from "./growing-dockerfiles.ts";

const mebi = 1024 * 1024;
const base = "FROM busybox\n";

/** The head, as many lines as fit into that many bytes, and the tail. */
function filled(bytes: number, line: (at: number) => string, { head = base, tail = "" } = {}): string {
  const parts = [head];
  let length = head.length + tail.length;
  for (let at = 0; ; at++) {
    const text = line(at);
    length += text.length;
    if (length > bytes) return [...parts, tail].join("");
    parts.push(text);
  }
}

const shape = (name: string, line: (at: number) => string, around?: { head?: string; tail?: string }): Shape => ({
  name,
  sizes: [mebi],
  dockerfile: (size) => filled(size, line, around),
});

/** One instruction of many words, a line each. */
const words = (start: string, word: (at: number) => string, end = ""): Shape =>
  shape(`one ${start} ${word(1)}`, (at) => ` \\\n ${word(at)}`, { head: base + start, tail: `${end}\n` });

const lines: readonly ((at: number) => string)[] = [
  () => "RUN a",
  () => "ENV a=b",
  (at) => `ENV a${at}=b`,
  (at) => `ENV PASSWORD${at}=b`,
  (at) => `ENV a=$u${at}`,
  (at) => `LABEL a${at}=b`,
  (at) => `LABEL é${at}=ü`,
  () => "ARG a",
  (at) => `ARG a${at}`,
  (at) => `ARG a${at}=$a${at - 1}`,
  () => "COPY a b",
  (at) => `COPY a${at} b`,
  (at) => `COPY --link a${at} b`,
  (at) => `COPY --from=i${at} a b`,
  (at) => `COPY --exclude=a${at} a b`,
  (at) => `ADD http://h/${at} /`,
  (at) => `ADD https://h/${at}.git /`,
  (at) => `EXPOSE ${at % 65_536}`,
  (at) => `VOLUME /${at}`,
  (at) => `USER ${at}`,
  (at) => `WORKDIR /${at}`,
  (at) => `CMD ${at}`,
  (at) => `CMD ["${at}"]`,
  (at) => `ENTRYPOINT ${at}`,
  (at) => `HEALTHCHECK CMD ${at}`,
  (at) => `HEALTHCHECK --interval=${at}s CMD a`,
  (at) => `SHELL ["${at}"]`,
  () => "STOPSIGNAL 9",
  (at) => `ONBUILD RUN ${at}`,
  (at) => `MAINTAINER ${at}`,
  (at) => `FROM a${at}`,
  (at) => `FROM a AS s${at}`,
  (at) => `FROM --platform=$BUILDPLATFORM a AS s${at}`,
  (at) => `FROM ${at === 0 ? "a" : `s${at - 1}`} AS s${at}`,
  () => "FROM a AS s",
  (at) => `RUN <<E\n${at}\nE`,
  (at) => `COPY <<E /f\n${at}\nE`,
  (at) => (at % 2 === 0 ? "RUN a" : "run a"),
  (at) => `FROM a AS s${at}${at === 0 ? "" : `\nCOPY --from=s${at - 1} a b`}`,
  (at) => `FOO${at}`,
  () => "ENV a",
  () => "COPY --fro=a b c",
];

/** A mebibyte of each kind of line, of each instruction with many words, and of what is between them. */
export const mebibytes: readonly Shape[] = [
  ...lines.map((line) => shape(line(1).replaceAll("\n", " / "), (at) => `${line(at)}\n`)),
  words("ENV", (at) => `a${at}=b`),
  words("ENV a=b", (at) => `a${at}=$a`),
  words("LABEL", (at) => `a${at}=b`),
  words("ARG", (at) => `a${at}=b`),
  words("EXPOSE", (at) => `${(at % 65_535) + 1}`),
  words("VOLUME", (at) => `/${at}`),
  words("COPY", (at) => `f${at}`, " d/"),
  words("COPY", (at) => `--exclude=f${at}`, " a d/"),
  words("RUN", (at) => `--mount=type=cache,target=/${at}`, " a"),
  words("RUN", (at) => `--f${at}`, " a"),
  words("COPY", (at) => `<<E${at}`, " d/"),
  shape("comments", () => "#\n", { head: "", tail: base }),
  shape("described ARG", (at) => `# a${at} b\n`, { head: "", tail: `ARG a1\n${base}` }),
  shape("empty lines", () => "\n"),
  shape("continuations", () => "\\\n", { head: `${base}RUN a`, tail: "b\n" }),
  shape("empty continuations", () => "\n", { head: `${base}RUN a \\\n`, tail: "b\n" }),
  shape("comments amid a RUN", () => "#\n", { head: `${base}RUN a \\\n`, tail: "b\n" }),
  shape("a JSON form", () => '"a", \\\n', { head: `${base}CMD [`, tail: '"a"]\n' }),
  shape("quotes", () => "\"'\\\n", { head: `${base}ENV a=`, tail: "\n" }),
  shape("dollars", () => "$$$$$$$$\\\n", { head: `${base}ENV a=`, tail: "\n" }),
  shape("variables in a value", () => "$a\\\n", { head: `${base}ENV a=`, tail: "\n" }),
  shape("patterns in a value", () => "${v#*b}${v//b/c}\\\n", { head: `${base}ENV v=abcabc\nENV a=`, tail: "\n" }),
];
