import { isAscii } from "../../go/letter-case.ts";
import { isSpace } from "../../go/space.ts";
import { decodeUtf8, encodeUtf8 } from "../../text/utf8.ts";
import { type Arguments, type ArgumentText, noArguments } from "./arguments.ts";
import { readJsonOrText } from "./read-json.ts";

/** The type of a HEALTHCHECK and its command. @mirrors frontend/dockerfile/parser parseHealthConfig */
export function readHealth({ text, start, escape }: ArgumentText): Arguments {
  if (text === "") return noArguments;
  const { type, command, commandStart } = splitType(text);
  if (type === "") return noArguments;
  const rest = readJsonOrText({ text: command, start: start + commandStart, escape });
  return { list: [type, ...rest.list], json: rest.json };
}

function splitType(text: string): { type: string; command: string; commandStart: number } {
  if (isAscii(text)) {
    const [typeEnd, commandStart] = typeBounds(text.length, (at) => text.charCodeAt(at));
    return { type: text.slice(0, typeEnd), command: text.slice(commandStart), commandStart };
  }
  // The reference looks at bytes here: 85 and A0 are space to it, even inside a character.
  const bytes = encodeUtf8(text);
  const [typeEnd, bodyStart] = typeBounds(bytes.length, (at) => bytes[at] as number);
  const type = decodeUtf8(bytes.subarray(0, typeEnd));
  const command = decodeUtf8(bytes.subarray(bodyStart));
  return { type, command, commandStart: Math.max(0, text.length - command.length) };
}

/** Where the first word ends, and where the text after it starts. */
function typeBounds(length: number, unitAt: (at: number) => number): [number, number] {
  let typeEnd = 0;
  while (typeEnd < length && !isSpace(unitAt(typeEnd))) typeEnd++;
  let commandStart = typeEnd;
  while (commandStart < length && isSpace(unitAt(commandStart))) commandStart++;
  return [typeEnd, commandStart];
}
