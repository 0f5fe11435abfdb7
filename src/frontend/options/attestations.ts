import { sortedStrings } from "../../go/code-point-order.ts";
import { csvFields } from "../../go/csv-fields.ts";
import { toLower } from "../../go/letter-case.ts";
import { formatReference, parseReference, tagNameOnly } from "../../oci/reference.ts";
import { wrapping } from "../error-message.ts";
import { messages } from "../messages.ts";
import { type OptGroup, type OptSource, optsByPrefix } from "./opt-source.ts";

const attestPrefix = "attest:";
const argPrefix = "build-arg:BUILDKIT_ATTEST_";
const defaultGenerator = "docker/buildkit-syft-scanner:stable-1";

/** The scanner that writes a bill of materials, and its parameters. */
export interface SbomOptions {
  /** Image reference, normalised and tagged. */
  readonly generator: string;
  /** By name, sorted. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Attestations to attach: `sbom` is made here, `provenance` by the daemon. The reference goes over a Go map: names in
 * order here. @mirrors frontend/attestations/parse.go Parse
 */
export const attestations: OptGroup<{ readonly sbom: SbomOptions | undefined }> = {
  keys: [attestPrefix, argPrefix],
  read({ opts }) {
    const byType = readAttributes(opts);
    const sbom = byType.get("sbom");
    return { sbom: sbom === undefined ? undefined : readSbom(sbom) };
  },
};

type Attributes = ReadonlyMap<string, string>;

function readAttributes(opts: OptSource["opts"]): ReadonlyMap<string, Attributes> {
  const texts = new Map<string, string>();
  for (const prefix of [attestPrefix, argPrefix]) {
    for (const [type, text] of optsByPrefix(opts, prefix)) texts.set(toLower(type), text);
  }
  const byType = new Map<string, Attributes>();
  for (const type of sortedStrings(texts.keys())) {
    byType.set(
      type,
      wrapping(
        (reason) => messages.parsing(type, reason),
        () => readFields(texts.get(type) as string),
      ),
    );
  }
  for (const type of byType.keys()) {
    if (type !== "sbom" && type !== "provenance") throw new Error(messages.attestationType(type));
  }
  return byType;
}

function readFields(text: string): Attributes {
  const attributes = new Map<string, string>();
  if (text === "") return attributes;
  for (const field of csvFields(text)) {
    const equals = field.indexOf("=");
    if (equals < 0) attributes.set(field, "");
    else attributes.set(field.slice(0, equals), field.slice(equals + 1));
  }
  return attributes;
}

function readSbom(attributes: Attributes): SbomOptions {
  const text = attributes.get("generator") ?? defaultGenerator;
  const names = sortedStrings(attributes.keys()).filter((name) => name !== "generator");
  const parameters = new Map(names.map((name) => [name, attributes.get(name) as string]));
  const named = wrapping(
    (reason) => messages.sbomScanner(text, reason),
    () => parseReference(text),
  );
  return { generator: formatReference(tagNameOnly(named)), parameters };
}
