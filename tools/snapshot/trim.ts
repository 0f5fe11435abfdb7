/** Takes the code cache out of a snapshot: `node trim.ts FILE`. */
import { readFileSync, writeFileSync } from "node:fs";
import { withoutCodeCache } from "./code-cache.ts";

const [, , file = ""] = process.argv;
writeFileSync(file, withoutCodeCache(readFileSync(file)));
