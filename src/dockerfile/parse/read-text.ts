import { type Arguments, type ArgumentText, noArguments } from "./arguments.ts";

/** All of the text as one argument. @mirrors frontend/dockerfile/parser parseString */
export function readText({ text }: ArgumentText): Arguments {
  return text === "" ? noArguments : { list: [text], json: false };
}
