import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";
import { messages } from "./messages.ts";

const changes: readonly (readonly [written: string, instead: string])[] = [
  ["        initCharCodeToOptimizedIndexMap();\n", ""],
  [": charCodeToOptimizedIdxMap[charCode];", ": 255 + ~~(charCode / 255);"],
];

/**
 * Lets Chevrotain's lexer compute what it reads from a table of 65,536 numbers: half a megabyte of every snapshot, used
 * for letters beyond U+00FF only. Fails where the lexer is not the one of version 13.2.0.
 */
export const chevrotainWithoutTable: Plugin = {
  name: "chevrotain-without-table",
  setup(build) {
    build.onLoad({ filter: /[\\/]chevrotain[\\/]lib[\\/]src[\\/]scan[\\/]lexer\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, "utf8");
      for (const [written, instead] of changes) {
        if (contents.split(written).length !== 2)
          return { errors: [{ text: messages.chevrotainChanged(written.trim()) }] };
        contents = contents.replace(written, instead);
      }
      return { contents };
    });
  },
};
