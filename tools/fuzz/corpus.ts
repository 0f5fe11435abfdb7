import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Request } from "../../src/testing/conformance/request.ts";
import { hasSharedCases, readSharedLines } from "../../src/testing/shared-cases.ts";
import { decodeUtf8 } from "../../src/text/utf8.ts";
import { repository } from "../places.ts";
import type { Corpus } from "./mutant-request.ts";

const largest = 6_000;

/** The Dockerfiles to be mutated: ours and, where they are here, those of the shared cases; the largest left out. */
export function readCorpus(): Corpus {
  const texts = [...ownTexts(), ...sharedTexts()].filter((text) => text.length > 0 && text.length <= largest);
  return { texts: [...new Set(texts)] };
}

function ownTexts(): string[] {
  const testdata = join(repository, "testdata");
  if (!existsSync(testdata)) return [];
  return readdirSync(testdata, { recursive: true, encoding: "utf8" }).flatMap((name) => {
    const path = join(testdata, name);
    if (/(^|\/|\.)Dockerfile$/.test(name)) return [decodeUtf8(readFileSync(path))];
    return name.endsWith(".jsonl") && name.includes("cases")
      ? requestTexts(readFileSync(path, "utf8").split("\n"))
      : [];
  });
}

function requestTexts(list: readonly string[]): string[] {
  return list.filter((line) => line.startsWith("{")).map((line) => textOf(JSON.parse(line) as Request));
}

function sharedTexts(): string[] {
  if (!hasSharedCases()) return [];
  return ["synthetic", "real", "fuzz"].flatMap((set) =>
    (readSharedLines(`${set}.requests`) as Request[]).filter(({ mode }) => mode === undefined).map(textOf),
  );
}

function textOf({ dockerfile, dockerfileBase64 }: Request): string {
  return dockerfileBase64 === undefined ? (dockerfile ?? "") : decodeUtf8(Buffer.from(dockerfileBase64, "base64"));
}
