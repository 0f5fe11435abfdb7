import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Request } from "../../src/testing/conformance/request.ts";
import { caseAreas, readCases, testdata } from "../../src/testing/evidence/case-library.ts";
import { hasSharedCases, readSharedLines } from "../../src/testing/shared-cases.ts";
import { decodeUtf8 } from "../../src/text/utf8.ts";

const longestFile = 6_000;
const longestRequest = 10_000;
// What is listed as a divergence in testdata.
const divergence = "subrequests.describe";

/** What mutants are made of: our own cases and, where they are here, the shared ones; what is very long left out. */
export interface Corpus {
  /** Dockerfiles. */
  readonly texts: readonly string[];
  /** Requests to convert, with all that a client says beside the Dockerfile. */
  readonly builds: readonly Request[];
  /** Requests of single functions, by the function's name. */
  readonly calls: ReadonlyMap<string, readonly Request[]>;
}

export function readCorpus(): Corpus {
  const requests = [
    ...caseAreas()
      .flatMap(readCases)
      .map(({ request }) => request),
    ...sharedRequests(),
  ];
  const short = requests.filter((request) => {
    const text = JSON.stringify(request);
    return text.length <= longestRequest && !text.includes(divergence);
  });
  const builds = short.filter(({ mode }) => mode !== "fn");
  const texts = [...wholeDockerfiles(), ...builds.map(dockerfileOf)].filter(
    (text) => text.length > 0 && text.length <= longestFile,
  );
  const calls = Map.groupBy(
    short.filter(({ mode }) => mode === "fn"),
    ({ fn }) => fn ?? "",
  );
  return { texts: [...new Set(texts)], builds: builds.filter(saysMore), calls };
}

/** The request's Dockerfile as text of ours. */
export function dockerfileOf({ dockerfile, dockerfileBase64 }: Request): string {
  return dockerfileBase64 === undefined ? (dockerfile ?? "") : decodeUtf8(Buffer.from(dockerfileBase64, "base64"));
}

function saysMore(request: Request): boolean {
  return Object.keys(request).some((key) => !["id", "dockerfile", "dockerfileBase64", "omit"].includes(key));
}

function wholeDockerfiles(): string[] {
  const folder = join(testdata, "e2e");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /(^|\/|\.)Dockerfile$/.test(name))
    .map((name) => decodeUtf8(readFileSync(join(folder, name))));
}

function sharedRequests(): Request[] {
  if (!hasSharedCases()) return [];
  return ["synthetic", "real", "fuzz", "fn"].flatMap((set) => readSharedLines(`${set}.requests`) as Request[]);
}
