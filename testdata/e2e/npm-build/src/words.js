import { parse } from "shell-quote";

export const words = (line) => parse(line, (name) => `$${name}`);
