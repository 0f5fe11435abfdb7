import { describe, expect, it } from "vitest";
import {
  allCaps,
  compile,
  decodeDefinition,
  decodeOps,
  encodeDefinition,
  encodeImageConfig,
  image,
  marshal,
  offlineResolver,
  parseDockerfile,
  platform,
  print,
  renderDiagnostic,
  sourceText,
} from "./index.ts";

const amd64 = platform("linux", "amd64");
const options = { caps: allCaps, defaultPlatform: amd64, newId: () => "id" };

describe("the library", () => {
  it("parses a Dockerfile and prints it back", () => {
    const text = "FROM alpine AS base\nRUN echo hi\n";
    const file = parseDockerfile(sourceText(text, "Dockerfile"));
    expect(file.stages.map(({ from }) => from.name)).toEqual(["base"]);
    expect(print(file)).toBe(text);
  });

  it("shows each error of a file at its characters", () => {
    const source = sourceText("FROM alpine\nCPY a b\nRUN --mont=type=cache x\n", "Dockerfile");
    const { diagnostics } = parseDockerfile(source);
    expect(diagnostics.map(({ span }) => source.text.slice(span.start, span.end))).toEqual([
      "CPY",
      "--mont=type=cache",
    ]);
    expect(renderDiagnostic(diagnostics[0]!, source)).toContain("COPY");
  });

  it("compiles a Dockerfile to LLB without network", async () => {
    const file = parseDockerfile(sourceText('FROM alpine\nCOPY a /a\nRUN make\nCMD ["sh"]\n', "Dockerfile"));
    const result = await compile(file, options, offlineResolver());
    const definition = decodeDefinition(encodeDefinition(result.definition()));
    expect(decodeOps(definition).map((op) => Object.keys(op).filter((key) => key !== "inputs"))).toHaveLength(5);
    expect(JSON.parse(encodeImageConfig(result.image)).config.Cmd).toEqual(["sh"]);
  });

  it("builds LLB by hand", () => {
    const state = image("docker.io/library/alpine:3", { platform: amd64 }).dir("/src").run(["make"]);
    expect(marshal(state, { platform: amd64 }).def).toHaveLength(3);
  });

  it("rejects with the place of an error", async () => {
    const file = parseDockerfile(sourceText("FROM alpine\nSTOPSIGNAL nope\n", "Dockerfile"));
    await expect(compile(file, options, offlineResolver())).rejects.toMatchObject({
      message: "invalid signal: nope",
      locations: [[{ start: 2, end: 2 }]],
    });
  });
});
