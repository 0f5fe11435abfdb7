import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

/** Rooms in the order in which they may see each other: a file sees its own room and earlier ones. */
const order = [
  "text",
  "go",
  "oci",
  "sources",
  "dockerfile",
  "llb",
  "lower",
  "lint",
  "compile.ts",
  "index.ts",
  "gateway",
  "frontend",
  "node",
  "qjs",
];

/** Who sees what stands outside src: rooms, or folders of rooms. */
const outside: ReadonlyMap<string, readonly string[]> = new Map([
  ["#grammar/", ["dockerfile/parse", "dockerfile/words"]],
  ["#proto/", ["llb", "gateway"]],
  ["node:", ["node"]],
  ["qjs:", ["qjs"]],
]);

/** Rooms that know nothing of each other though their order would allow it. */
const strangers: ReadonlyMap<string, readonly string[]> = new Map([
  ["llb", ["dockerfile"]],
  ["text", ["go"]],
]);

const src = import.meta.dirname;

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function sourceFiles(): string[] {
  return readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.startsWith("testing/"))
    .filter((file) => !file.endsWith(".gen.ts"));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), "utf8");
  const found = text.matchAll(/(?:\bfrom|^import|\bimport\()\s*"([^"]+)"/gm);
  return Array.from(found, (match) => ({ file, specifier: match[1] as string }));
}

function roomOf(file: string): string {
  return file.split("/")[0] as string;
}

/** What is wrong with an import, undefined where nothing is. */
function fault({ file, specifier }: Import): string | undefined {
  const room = roomOf(file);
  if (specifier.startsWith(".")) return insideFault(file, room, relative(src, resolve(src, dirname(file), specifier)));
  for (const [prefix, rooms] of outside) {
    if (!specifier.startsWith(prefix)) continue;
    return rooms.some((path) => file.startsWith(`${path}/`)) ? undefined : `${file} must not see ${specifier}`;
  }
  return undefined;
}

function insideFault(file: string, room: string, target: string): string | undefined {
  if (target.startsWith("..")) return `${file} reaches out of src for ${target}`;
  const other = roomOf(target);
  if (!order.includes(other)) return `${file} imports ${target}, which is in no room`;
  const edges = room === "qjs" && other === "node";
  const late = order.indexOf(other) > order.indexOf(room);
  const strange = strangers.get(room)?.includes(other) === true;
  return late || edges || strange ? `${file} must not see ${target}` : undefined;
}

describe("the house", () => {
  const imports = sourceFiles().flatMap(importsOf);

  it("has source files that import something", () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it("has no file outside its rooms", () => {
    expect(sourceFiles().filter((file) => !order.includes(roomOf(file)))).toEqual([]);
  });

  it("lets files see their own room and earlier ones only", () => {
    expect(imports.map(fault).filter((text) => text !== undefined)).toEqual([]);
  });

  it("notices an import that breaks the order", () => {
    expect(fault({ file: "llb/state.ts", specifier: "../dockerfile/ast/copy.ts" })).toContain("must not see");
    expect(fault({ file: "go/quote.ts", specifier: "node:fs" })).toContain("must not see");
    expect(fault({ file: "text/span.ts", specifier: "../go/quote.ts" })).toContain("must not see");
  });

  it("keeps files under 600 lines", () => {
    const long = sourceFiles().filter((file) => readFileSync(join(src, file), "utf8").split("\n").length > 600);
    expect(long).toEqual([]);
  });
});
