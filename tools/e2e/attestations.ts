import type { Connection } from "./connect.ts";
import type { OciArchive } from "./image-archive.ts";

/** What an image's attestation says, as far as two builds of one Dockerfile must agree. */
export interface Attestation {
  /** Of the image that it speaks of: "linux/arm64". */
  readonly platform: string;
  readonly predicateType: string;
  readonly statement: unknown;
}

interface Manifest {
  readonly layers: readonly {
    readonly mediaType: string;
    readonly digest: string;
    readonly annotations: Readonly<Record<string, string>>;
  }[];
}

/** The attestations of the images in an archive, in its order, without names of frontends, ids and clocks. */
export function readAttestations({ manifests, blob }: OciArchive, connection: Connection): Attestation[] {
  return manifests.flatMap(({ annotations = {}, ...manifest }) => {
    if (annotations["vnd.docker.reference.type"] !== "attestation-manifest") return [];
    const subject = manifests.find((one) => one.digest === annotations["vnd.docker.reference.digest"]);
    const platform = `${subject?.platform?.os}/${subject?.platform?.architecture}`;
    const { layers }: Manifest = JSON.parse(blob(manifest).toString());
    return layers.map((layer) => ({
      platform,
      predicateType: layer.annotations["in-toto.io/predicate-type"] ?? "",
      statement: comparableStatement(blob(layer).toString(), connection),
    }));
  });
}

/** The URIs of what builds used, as their provenance says, in its order; the frontend's own image is left out. */
export function dependenciesOf(attestations: readonly Attestation[]): string[] {
  return attestations.flatMap(({ statement }) => {
    const { predicate } = statement as { readonly predicate: Predicate };
    const used = predicate.buildDefinition?.resolvedDependencies ?? [];
    return used.map(({ uri }) => uri).filter((uri) => !uri.includes("FRONTEND"));
  });
}

interface Predicate {
  readonly buildDefinition?: { readonly resolvedDependencies?: readonly { readonly uri: string }[] };
}

/** That text with both frontends' images under one name. */
export function withoutFrontendNames(text: string, { ourImage, referenceImage }: Connection): string {
  return [ourImage, referenceImage].reduce((rest, image) => {
    const [name = "", digest = ""] = image.split("@");
    return rest
      .replaceAll(image, "FRONTEND")
      .replaceAll(name, "FRONTEND")
      .replaceAll(name.replace(":", "%3A"), "FRONTEND")
      .replaceAll(digest.replace("sha256:", ""), "DIGEST");
  }, text);
}

/**
 * What differs from one build to the next: when it ran, ids of it and of sessions, digests of steps, which cover these,
 * and layers, which hold times of files.
 */
const passing = new Set(["invocationId", "startedOn", "finishedOn", "digestMapping", "layers"]);
const sessionKey = /^(oci\.session|local-sessionid:.*)$/;

function comparableStatement(json: string, connection: Connection): unknown {
  return JSON.parse(withoutFrontendNames(json, connection), (key, value: unknown) => {
    if (passing.has(key)) return undefined;
    if (sessionKey.test(key)) return "SESSION";
    // Sorted by names that were those of the frontends.
    return key === "resolvedDependencies" && Array.isArray(value) ? sortByText(value) : value;
  });
}

function sortByText(values: readonly unknown[]): unknown[] {
  const texts = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...texts.keys()].sort().map((text) => texts.get(text));
}
