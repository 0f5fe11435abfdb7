import type { Request } from "../conformance/request.ts";
import type { ScriptedImage } from "../synthetic-image.ts";
import { type Bytes, convertRequest } from "./bytes.ts";
import { inPlace, places } from "./places.ts";

const longestLine = 65_535;
const base = "FROM busybox\n";

/** Bytes that are no UTF-8, end amid a character, stand for no character, or have a meaning to machines only. */
const strayBytes: Readonly<Record<string, Bytes>> = {
  "a byte that begins nothing": "\xff",
  "a byte that goes on": "a\x80b",
  "two of three bytes": "\xe2\x82",
  "a surrogate": "\xed\xa0\x80",
  "beyond the last character": "\xf4\x90\x80\x80",
  "an overlong slash": "\xc0\xaf",
  NUL: "a\0b",
  "a byte order mark": "\xef\xbb\xbf",
  "a next line": "\xc2\x85",
};

/** Strings as a JSON form writes them, with surrogates alone, in pairs and the wrong way round. */
const surrogates = [
  "\\ud800",
  "\\udc00",
  "\\ud83d\\ude00",
  "\\ude00\\ud83d",
  "\\ud800x",
  "\\ud800\\n",
  "\\ud800\\ud800",
];
const jsonForms = ["CMD", "ENTRYPOINT", "RUN", "SHELL", "VOLUME", "COPY", "HEALTHCHECK CMD", "ONBUILD RUN"];

/** Requests that a compiler may break on, small and large: those that the reference answers in seconds. */
export function hostileRequests(): readonly Request[] {
  return [...strayCases(), ...jsonCases(), ...lineCases(), ...nestedCases(), ...triggerCases(), ...patternCases()];
}

function strayCases(): Request[] {
  return Object.entries(places).flatMap(([place, template]) =>
    Object.entries(strayBytes).map(([name, bytes]) => convertRequest(`${place}: ${name}`, inPlace(template, bytes))),
  );
}

function jsonCases(): Request[] {
  const written = jsonForms.flatMap((form) =>
    surrogates.map((text) => convertRequest(`${form} ["${text}"]`, `${base}${form} ["a", "${text}"]\n`)),
  );
  const deep = [10_000, 10_001, 30_000].map((depth) =>
    convertRequest(`JSON ${depth} deep`, `${base}CMD ${"[".repeat(depth)}${"]".repeat(depth)}\n`),
  );
  return [...written, ...deep, convertRequest("JSON open", `${base}CMD ${'[{"a":'.repeat(9_000)}\n`)];
}

/** Lines of the longest length and of one byte less and more, each as a whole and as a part. */
function lineCases(): Request[] {
  const kinds: Readonly<Record<string, (length: number) => Bytes>> = {
    RUN: (length) => `${base}${padded("RUN ", length)}\n`,
    "RUN before CR": (length) => `${base}${padded("RUN ", length - 1)}\r\n`,
    "RUN at the end": (length) => `${base}${padded("RUN ", length)}`,
    "RUN of two-byte characters": (length) => `${base}${padded("RUN ", length - 2)}\xc3\xa9\n`,
    comment: (length) => `${padded("# ", length)}\n${base}`,
    "comment amid a RUN": (length) => `${base}RUN a \\\n${padded("# ", length)}\nb\n`,
    "first of a RUN": (length) => `${base}${padded("RUN ", length - 1)}\\\nb\n`,
    "last of a RUN": (length) => `${base}RUN a \\\n${padded("", length)}\n`,
    heredoc: (length) => `${base}RUN <<E\n${padded("", length)}\nE\n`,
    "heredoc without end": (length) => `${base}RUN <<E\n${padded("", length)}`,
    blanks: (length) => `${base}${" ".repeat(length)}\n`,
    FROM: (length) => `${padded("FROM ", length)}\n`,
    ENV: (length) => `${base}${padded("ENV a=", length)}\nRUN $a\n`,
    ONBUILD: (length) => `FROM busybox AS a\n${padded("ONBUILD RUN ", length)}\nFROM a\n`,
  };
  return [-1, 0, 1, 2].flatMap((more) =>
    Object.entries(kinds).map(([kind, of]) =>
      convertRequest(`${kind} of ${longestLine + more} bytes`, of(longestLine + more), { brief: true }),
    ),
  );
}

function padded(start: Bytes, length: number): Bytes {
  return start + "x".repeat(length - start.length);
}

/** Variables in operands of variables, 10,000 deep. RUN is not among them: the reference takes minutes. */
function nestedCases(): Request[] {
  const depth = 10_000;
  const operators = [":-", "-", ":+", "+", ":?", "#", "%", "/"];
  const nested = operators.map((operator) => {
    const close = operator === "/" ? "/y}" : "}";
    const word = `${`\${b${operator}`.repeat(depth)}x${close.repeat(depth)}`;
    return convertRequest(`\${b${operator}...} ${depth} deep`, `${base}ENV a=${word}\n`, { brief: true });
  });
  const text = `${"${b:-".repeat(depth)}x${"}".repeat(depth)}`;
  const named = ["LABEL a=", "COPY x /", "WORKDIR /", "USER ", "EXPOSE ", "VOLUME ", "ARG a=", "ADD http://host/"];
  return [
    ...nested,
    ...named.map((start) => convertRequest(`${start}... ${depth} deep`, `${base}${start}${text} y\n`, { brief: true })),
    convertRequest(`FROM ${depth} deep`, `FROM ${text}\n`, { brief: true }),
    convertRequest(`global ARG ${depth} deep`, `ARG a=${text}\nFROM $a\n`, { brief: true }),
    convertRequest(`open ${depth} deep`, `${base}ENV a=${"${b:-".repeat(depth)}\n`, { brief: true }),
    convertRequest(`${depth} quotes deep`, `${base}ENV a=${'"${b:-'.repeat(depth / 2)}x${'}"'.repeat(depth / 2)}\n`),
    convertRequest(`${depth} names that are not set`, `${base}ENV a=${"$b".repeat(depth)}\n`, { brief: true }),
  ];
}

function triggerCases(): Request[] {
  const trigger = (text: Bytes) =>
    convertRequest(`trigger ${text.slice(0, 40)}`, `FROM busybox AS a\n${text}\nFROM a\n`);
  const image = (name: string, triggers: readonly string[]) =>
    convertRequest(`image with ${name}`, "FROM tool\nRUN x\n", { images: { tool: imageWith(triggers) } });
  return [
    trigger("ONBUILD ONBUILD RUN x"),
    trigger("ONBUILD FROM busybox"),
    trigger("ONBUILD MAINTAINER x"),
    trigger("ONBUILD"),
    trigger("ONBUILD COPY --from=a x y"),
    trigger("ONBUILD RUN <<E\nx\nE"),
    trigger("ONBUILD ONBUILD COPY <<E /x\nx\nE"),
    convertRequest("ONBUILD 2,000 times", `${base}${"ONBUILD ".repeat(2_000)}RUN x\n`),
    image("a trigger of a trigger", ["ONBUILD RUN x"]),
    image("triggers 1,000 deep", [`${"ONBUILD ".repeat(1_000)}RUN x`]),
    image("a trigger of no instruction", ["FOO", ""]),
    image("a trigger of two lines", ["RUN x\nRUN y"]),
    image("a trigger with NUL", ["RUN \0"]),
    image(
      "500 triggers",
      Array.from({ length: 500 }, (_, at) => `RUN ${at}`),
    ),
  ];
}

function imageWith(triggers: readonly string[]): ScriptedImage {
  const rootfs = { type: "layers", diff_ids: [`sha256:${"0".repeat(64)}`] };
  return { config: { os: "linux", architecture: "amd64", config: { OnBuild: triggers }, rootfs } } as ScriptedImage;
}

/** Patterns that a matcher which goes back would take for ever on. */
function patternCases(): Request[] {
  const value = "ab".repeat(200);
  const expansions = [
    "#*a*a*a*a*a*a*c",
    "##*b*b*b*b*b*b*c",
    "%c*a*a*a*a*a*a*",
    "%%c*b*b*b*b*",
    "//a*b*a*b*c/x",
    "/*a?b*c/x",
  ];
  const path = `${"a".repeat(400)}c`;
  const ignored = [
    "*a*a*a*a*a*a*b",
    "**/a**/a**/b",
    "[a-b]*[a-b]*[a-b]*d",
    "a?*a?*a?*b",
    "!*a*a*a*b",
    "(a*)*b",
    "{a,a}*",
    "a{1,9}{1,9}",
  ];
  return [
    ...expansions.map((text) => convertRequest(`pattern \${v${text}}`, `${base}ENV v=${value}\nENV a=\${v${text}}\n`)),
    ...ignored.map((pattern) =>
      convertRequest(`ignore ${pattern}`, `${base}COPY ${path} /x\nCOPY ${"a/".repeat(90)}c /y\n`, {
        dockerignore: `*x\n${pattern}\n`,
      }),
    ),
  ];
}
