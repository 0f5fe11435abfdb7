/** Definitions that a client gives as inputs. */
import { type Definition, definitionMessage } from "../../src/llb/definition.ts";
import { marshal } from "../../src/llb/marshal.ts";
import { image, scratch } from "../../src/llb/sources.ts";
import { encodeUtf8 } from "../../src/text/utf8.ts";
import { amd64, simple } from "./wire-build.ts";

export const given = marshal(image("alpine").file([{ kind: "mkdir", path: "/x", mode: 0o755 }]), { platform: amd64 });
export const placesOf = (sourceIndex: number) => {
  const ranges = [{ start: { line: 1, character: 0 }, end: { line: 2, character: 3 } }];
  return new Map(given.digests.slice(0, 2).map((digest) => [digest, { locations: [{ sourceIndex, ranges }] }]));
};
const inner = marshal(image("inner"), { platform: amd64 });
export const withSources: Definition = {
  ...given,
  source: {
    infos: [
      { filename: "unused", language: "", data: encodeUtf8("x") },
      {
        filename: "Dockerfile",
        language: "Dockerfile",
        data: encodeUtf8("FROM x\n"),
        definition: definitionMessage(inner),
      },
    ],
    locations: placesOf(1),
  },
};
export const dockerfileInput = marshal(
  scratch().file([{ kind: "mkfile", path: "Dockerfile", mode: 0o644, data: encodeUtf8(simple) }]),
  { platform: amd64 },
);
