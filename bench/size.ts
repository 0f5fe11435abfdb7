import { promisify } from "node:util";
import { gunzip, zstdDecompress } from "node:zlib";
import { connect } from "../tools/e2e/connect.ts";
import { Failure } from "../tools/failure.ts";
import { messages } from "./messages.ts";
import type { Row } from "./row.ts";

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: { readonly os: string };
}

interface Manifest {
  readonly manifests?: readonly Descriptor[];
  readonly layers?: readonly Descriptor[];
}

interface Size {
  /** Bytes of all layers. */
  readonly compressed: number;
  readonly unpacked: number;
}

const accept = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

const mebi = 1024 * 1024;

/** How large both images are, in MiB. */
export async function measureSize(): Promise<readonly Row[]> {
  const { ourImage, referenceImage } = await connect();
  const ours = await imageSize(ourImage);
  const reference = await imageSize(referenceImage);
  const row = (what: string, part: keyof Size): Row => ({
    what,
    unit: "MiB",
    values: { ours: ours[part] / mebi, reference: reference[part] / mebi },
  });
  return [row("image, compressed", "compressed"), row("image, unpacked", "unpacked")];
}

async function imageSize(image: string): Promise<Size> {
  const [, registry, name, digest] = /^([^/]+)\/(.+)@(.+)$/.exec(image) ?? [];
  const base = `http://${registry}/v2/${name}`;
  const layers = await layersOf(base, digest ?? "");
  const unpacked: number[] = [];
  for (const layer of layers) unpacked.push(await unpackedSize(base, layer));
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  return { compressed: sum(layers.map(({ size }) => size)), unpacked: sum(unpacked) };
}

async function layersOf(base: string, digest: string): Promise<readonly Descriptor[]> {
  const manifest: Manifest = JSON.parse((await get(`${base}/manifests/${digest}`)).toString("utf8"));
  if (manifest.layers !== undefined) return manifest.layers;
  // One of attestations has no operating system of its own.
  const image = manifest.manifests?.find(({ platform }) => platform?.os !== "unknown");
  return image === undefined ? [] : layersOf(base, image.digest);
}

async function unpackedSize(base: string, { mediaType, digest }: Descriptor): Promise<number> {
  const bytes = await get(`${base}/blobs/${digest}`);
  if (mediaType.endsWith("gzip")) return (await promisify(gunzip)(bytes)).length;
  return mediaType.endsWith("zstd") ? (await promisify(zstdDecompress)(bytes)).length : bytes.length;
}

async function get(url: string): Promise<Buffer> {
  const response = await fetch(url, { headers: { accept }, signal: AbortSignal.timeout(60_000) });
  if (!response.ok) throw new Failure(messages.registrySays(url, response.status));
  return Buffer.from(await response.arrayBuffer());
}
