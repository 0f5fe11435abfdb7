import { describe, expect, it } from "vitest";
import { compile } from "../../compile.ts";
import { parseDockerfile } from "../../dockerfile/parse/parse-dockerfile.ts";
import { allCaps } from "../../llb/caps.ts";
import { platform } from "../../oci/platform.ts";
import { sourceText } from "../../text/source-text.ts";
import { offlineResolver } from "../offline-resolver.ts";

/** The lines of the commands that lead round the circle. */
async function circle(text: string): Promise<unknown> {
  const options = { caps: allCaps, defaultPlatform: platform("linux", "amd64"), newId: () => "id" };
  const compiling = compile(parseDockerfile(sourceText(text, "Dockerfile")), options, offlineResolver());
  return compiling.then(
    () => undefined,
    (error) => ({ message: error.message, lines: error.locations.map(([{ start }]: [{ start: number }]) => start) }),
  );
}

describe("a circle of stages", () => {
  it("is found however many stages it has", async () => {
    const text =
      "FROM a AS a\nCOPY --from=c / /\nFROM a AS b\nCOPY --from=a / /\nFROM a AS c\nRUN --mount=from=b,target=/m x\n";
    expect(await circle(text)).toEqual({ message: "circular dependency detected on stage: a", lines: [2, 6, 4] });
  });

  it("is looked for in the order of the stages, not of the commands", async () => {
    const text = "FROM x AS a\nCOPY --from=c / /\nCOPY --from=a / /\nFROM x AS c\nCOPY --from=0 / /\n";
    expect(await circle(text)).toEqual({ message: "circular dependency detected on stage: a", lines: [3] });
  });

  it("is not seen in stages that share a source", async () => {
    const text = "FROM x AS a\nFROM x AS b\nCOPY --from=a / /\nFROM x AS c\nCOPY --from=a / /\nCOPY --from=b / /\n";
    expect(await circle(text)).toBeUndefined();
  });
});
