import { mkdirSync, writeFileSync } from "node:fs";
import { words } from "./words.js";

mkdirSync("dist", { recursive: true });
writeFileSync("dist/words.json", `${JSON.stringify(words("echo 'one word' and $HOME"))}\n`);
