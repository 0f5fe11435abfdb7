import { describe, expect, test } from "vitest";
import type { FnArgs } from "../testing/fn-table.ts";
import { dockerfileFns } from "../testing/fn-table-dockerfile.ts";
import { hasSharedCases, readSharedLines } from "../testing/shared-cases.ts";
import { sourceText } from "../text/source-text.ts";
import { type WireRange, wireRanges } from "../text/span.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import type { Dockerfile } from "./ast/dockerfile.ts";
import { parseDockerfile } from "./parse/parse-dockerfile.ts";
import { print } from "./print.ts";

interface Request {
  readonly id: string;
  readonly mode?: string;
  readonly fn?: string;
  readonly args?: FnArgs;
  readonly dockerfile?: string;
  readonly dockerfileBase64?: string;
}

interface Failure {
  readonly error: string;
  readonly locations?: readonly (readonly WireRange[])[];
}

interface Target {
  readonly name?: string;
  readonly description?: string;
  readonly default?: boolean;
  readonly base: string;
  readonly platform?: string;
  readonly location: { readonly ranges: readonly { readonly start: { readonly line: number } }[] };
}

interface Response {
  readonly ok: boolean;
  readonly error?: string;
  readonly locations?: Failure["locations"];
  readonly result?: unknown;
  readonly targets?: Failure | readonly Target[];
}

const bytesOf = ({ dockerfile, dockerfileBase64 }: Request): Uint8Array =>
  dockerfileBase64 === undefined
    ? encodeUtf8(dockerfile ?? "")
    : new Uint8Array(Buffer.from(dockerfileBase64, "base64"));

const parse = (request: Request): Dockerfile => parseDockerfile(sourceText(bytesOf(request), "Dockerfile"));

/** As the frontend reads it. */
const parseToError = (request: Request): Dockerfile =>
  parseDockerfile(sourceText(bytesOf(request), "Dockerfile"), { firstErrorOnly: true });

const pairs = (set: string): (readonly [Request, Response])[] => {
  const responses = readSharedLines(`${set}.responses`) as Response[];
  return (readSharedLines(`${set}.requests`) as Request[]).map((request, index) => [
    request,
    responses[index] as Response,
  ]);
};

function targetsOf({ stages }: Dockerfile): Target[] {
  return stages.map(({ from }, index) => ({
    ...(from.name !== "" && { name: from.name }),
    ...(index === stages.length - 1 && { default: true }),
    ...(from.docComment !== "" && { description: from.docComment }),
    base: from.base.text,
    ...((from.platform?.text ?? "") !== "" && { platform: from.platform?.text as string }),
    location: { ranges: wireRanges(from.lines).map(({ start: { line } }) => ({ start: { line }, end: { line } })) },
  }));
}

describe.skipIf(!hasSharedCases())("the reference's answers", () => {
  describe.each(["real", "synthetic", "fuzz"])("%s", (set) => {
    test("have our error and our stages", { timeout: 120_000 }, () => {
      for (const [request, { targets }] of pairs(set)) {
        if (targets === undefined || targets === null) continue;
        const file = parse(request);
        const found = "error" in targets ? targets : undefined;
        // The reference lists targets without a linter, and trips over inline check comments.
        if (found?.error.startsWith("panic:")) continue;
        const locations = file.error?.locations.map((location) => location.flatMap(wireRanges));
        expect([request.id, file.error?.message, locations]).toEqual([request.id, found?.error, found?.locations]);
        expect([request.id, file.diagnostics.length > 0]).toEqual([request.id, found !== undefined]);
        if (found === undefined) expect([request.id, targetsOf(file)]).toEqual([request.id, targets]);
      }
    });

    test("to the whole conversion agree on what is no Dockerfile", { timeout: 120_000 }, () => {
      for (const [request, response] of pairs(set)) {
        if (request.mode === "frontend") continue;
        const { error } = parse(request);
        const wanted = response.error ?? "";
        if (wanted.startsWith("dockerfile parse error"))
          expect([request.id, error?.message]).toEqual([request.id, wanted]);
        else if (response.ok) expect([request.id, error]).toEqual([request.id, undefined]);
      }
    });

    test("are the same for who reads as far as the first error", { timeout: 120_000 }, () => {
      for (const [request] of pairs(set)) {
        const whole = parse(request);
        const { error, nodes, ...rest } = parseToError(request);
        expect([request.id, error]).toEqual([request.id, whole.error]);
        expect([request.id, nodes]).toEqual([request.id, whole.nodes.slice(0, nodes.length)]);
        if (error === undefined) expect([request.id, { nodes, ...rest }]).toEqual([request.id, whole]);
        else if (error.nodeCount >= 0)
          expect([request.id, nodes.length >= error.nodeCount]).toEqual([request.id, true]);
      }
    });

    test("are about files that we print as they are", { timeout: 120_000 }, () => {
      for (const [request] of pairs(set)) {
        const bytes = bytesOf(request);
        const printed = encodeUtf8(print(parse(request)));
        if (Buffer.compare(printed, bytes) !== 0)
          expect([request.id, decodeUtf8(printed)]).toEqual([request.id, decodeUtf8(bytes)]);
      }
    });
  });

  test("to single functions are ours", () => {
    let count = 0;
    for (const [request, response] of pairs("fn")) {
      const fn = dockerfileFns[request.fn ?? ""];
      if (fn === undefined) continue;
      count++;
      let answer: Partial<Response>;
      try {
        answer = { ok: true, result: JSON.parse(JSON.stringify(fn(request.args ?? {}))) };
      } catch (error) {
        answer = { ok: false, error: (error as Error).message };
      }
      const { ok, error, result = null } = response;
      expect([request.args, answer]).toEqual([request.args, ok ? { ok, result } : { ok, error }]);
    }
    expect(count).toBeGreaterThan(4000);
  });
});

/** Errors of one line each, and the part of the line that is wrong. */
const planted: readonly (readonly [line: string, wrong: string])[] = [
  ["FOM alpine", "FOM"],
  ["COPY --frm=build a b", "--frm=build"],
  ["ENV NOTHING", "NOTHING"],
  ["RUN --network=moon true", "--network=moon"],
  ["LABEL a=b stray", "stray"],
  ['CMD ["a", 1]', '["a", 1]'],
  ["COPY alone", "alone"],
  ["HEALTHCHECK --interval=soon CMD true", "--interval=soon"],
  ["RUN --mount=type=bind,from=$X,target=/x true", "--mount=type=bind,from=$X,target=/x"],
  ["SHELL sh -c", "sh -c"],
  ["ARG =x", "=x"],
  ["ONBUILD FROM x", "FROM x"],
];

describe.skipIf(!hasSharedCases())("errors planted in real files", () => {
  test("come back, all of them and no others, each at its text", { timeout: 240_000 }, () => {
    const texts = new Set(
      (readSharedLines("real.requests") as Request[]).map((request) => decodeUtf8(bytesOf(request))),
    );
    let seed = 1;
    const below = (limit: number): number => {
      seed = (Math.imul(seed, 48271) & 0x7fffffff) % 0x7fffffff;
      return seed % limit;
    };
    for (const text of texts) {
      const { nodes, stages, error } = parseDockerfile(sourceText(text, "Dockerfile"));
      if (error !== undefined || stages.length === 0) continue;
      const first = nodes.findIndex(({ kind }) => kind === "from");
      const places = new Set(Array.from({ length: 1 + below(5) }, () => first + below(nodes.length - first)));
      let damaged = "";
      let copied = 0;
      const wanted: { start: number; wrong: string }[] = [];
      for (const place of [...places].sort((left, right) => left - right)) {
        // Below the node: a heredoc or a joined line is one span.
        const at = nodes[place]?.span.end ?? 0;
        // A last line that goes on would take the planted one with it.
        if (/[\\`][ \t]*$/.test(text.slice(0, at)) || /(?:^|\n)[ \t]*#[^\n]*$/.test(text.slice(0, at))) continue;
        const [line, wrong] = planted[below(planted.length)] as readonly [string, string];
        damaged += `${text.slice(copied, at)}\n${line}`;
        wanted.push({ start: damaged.length - line.length + line.indexOf(wrong), wrong });
        copied = at;
      }
      damaged += text.slice(copied);
      const { diagnostics } = parseDockerfile(sourceText(damaged, "Dockerfile"));
      expect(
        diagnostics.map(({ span }) => ({ start: span.start, wrong: damaged.slice(span.start, span.end) })),
      ).toEqual(wanted);
    }
  });
});
