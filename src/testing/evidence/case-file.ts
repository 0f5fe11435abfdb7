import type { Request } from "../conformance/request.ts";

/** A request of the conformance protocol that stands in `testdata/cases`. */
export interface Case {
  readonly id: string;
  readonly request: Request;
}

/** What a block says before its text: members of the request, `opts.` and a name for one of its opts. */
type Header = Omit<Request, "id"> & { readonly bytes?: string };

const headerLine = /^> ([A-Za-z.]+) (.*)$/;
const listMark = "\n---\n";
const place = "{}";
const repetition = /\{\{(\\u[0-9a-f]{4}|.)\*(\d+)\}\}/g;

/**
 * The cases of one file of `testdata/cases`, whose README.md has the form. `area` is the file's path without its
 * ending; it begins every id. Throws where the text has another form, naming the block.
 */
export function parseCaseFile(area: string, text: string): readonly Case[] {
  const [, ...blocks] = `\n${text}`.split("\n=== ");
  return blocks.flatMap((block) => {
    const end = block.indexOf("\n");
    const name = block.slice(0, end < 0 ? block.length : end);
    try {
      return casesOf(`${area}/${name}`, end < 0 ? "" : block.slice(end + 1));
    } catch (error) {
      throw new Error(`${area}/${name}: ${(error as Error).message}`);
    }
  });
}

/** What is only long stands as `{{x*65536}}`; a character may be escaped as JSON does. */
function withRepetitions(text: string): string {
  return text.replace(repetition, (_, character: string, times: string) => character.repeat(Number(times)));
}

function casesOf(name: string, block: string): readonly Case[] {
  const { header, rest } = readHeader(block);
  if (!name.endsWith("/*")) return [{ id: name, request: requestOf(name, header, withOneEnd(rest)) }];
  const mark = `\n${rest}`.indexOf(listMark);
  if (mark < 0) throw new Error("a list has its lines below ---");
  const template = rest.slice(0, mark);
  const lines = rest.slice(mark + listMark.length - 1).split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const id = `${name.slice(0, -2)}: ${line}`;
      if (header.fn !== undefined) return { id, request: { id, mode: "fn", fn: header.fn, args: argsOf(line) } };
      return { id, request: requestOf(id, header, withOneEnd(template.split(place).join(line))) };
    });
}

function readHeader(block: string): { readonly header: Header; readonly rest: string } {
  const header: Record<string, unknown> = {};
  let rest = block;
  for (;;) {
    const end = rest.indexOf("\n");
    const line = end < 0 ? rest : rest.slice(0, end);
    const [whole, key = "", json = ""] = headerLine.exec(line) ?? [];
    if (whole === undefined) return { header: header as Header, rest };
    const value = JSON.parse(withRepetitions(json)) as unknown;
    if (key.startsWith("opts.")) header["opts"] = { ...(header["opts"] as object), [key.slice(5)]: value };
    else header[key] = value;
    rest = end < 0 ? "" : rest.slice(end + 1);
  }
}

/** A block's text ends before the empty lines that part it from the next block. */
function withOneEnd(text: string): string {
  const trimmed = text.replace(/\n+$/, "");
  return trimmed === "" ? "" : `${trimmed}\n`;
}

function requestOf(id: string, header: Header, text: string): Request {
  const { bytes, ...members } = header;
  if (bytes === undefined) return { id, ...members, dockerfile: withRepetitions(text) };
  return { id, ...members, dockerfileBase64: Buffer.from(bytes, "latin1").toString("base64") };
}

/** The arguments of a function: an object, or its main string alone. */
function argsOf(line: string): NonNullable<Request["args"]> {
  const args = JSON.parse(withRepetitions(line)) as NonNullable<Request["args"]> | string;
  return typeof args === "string" ? { s: args } : args;
}
