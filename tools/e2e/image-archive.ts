import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { gunzip, zstdDecompress } from "node:zlib";
import { readTarEntries, readTarFiles, type TarEntry } from "./tar-entries.ts";

/** What is read of an image's config; all else of it is compared, not read. */
export interface ImageConfig {
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string;
  readonly created?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly history?: readonly Readonly<Record<string, unknown>>[];
  readonly rootfs: { readonly type: string; readonly diff_ids: readonly string[] };
}

export interface ArchivedImage {
  /** "linux/arm64/v8" */
  readonly platform: string;
  readonly manifestDigest: string;
  readonly config: ImageConfig;
  /** The entries of each layer, lowest layer first. */
  readonly layers: readonly (readonly TarEntry[])[];
  /** The files that a container sees, by path. */
  readonly tree: ReadonlyMap<string, TarEntry>;
  /** The content of a file of the tree; undefined where there is none. */
  readonly readFile: (path: string) => Promise<Buffer | undefined>;
  /** True where its manifest, its config or a layer, decompressed, has these bytes anywhere. */
  readonly holds: (bytes: string) => Promise<boolean>;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An OCI archive: its manifests, those of attestations among them, and what a descriptor speaks of. */
export interface OciArchive {
  readonly manifests: readonly Descriptor[];
  readonly blob: (descriptor: Descriptor) => Buffer;
}

/** What `--output type=oci,dest=FILE` wrote; it throws where a file that an index names is not there. */
export async function openArchive(file: string): Promise<OciArchive> {
  const files = await readTarFiles(readFileSync(file));
  const blob = (descriptor: Descriptor) => requireFile(files, `blobs/${descriptor.digest.replace(":", "/")}`);
  const index: { readonly manifests: readonly Descriptor[] } = JSON.parse(requireFile(files, "index.json").toString());
  const manifests = index.manifests.flatMap((one): readonly Descriptor[] =>
    one.mediaType.includes("index") || one.mediaType.includes("list")
      ? JSON.parse(blob(one).toString()).manifests
      : [one],
  );
  return { manifests, blob };
}

/** The images of an OCI archive, one for each platform, attestations left out. */
export async function readImages({ manifests, blob }: OciArchive): Promise<ArchivedImage[]> {
  const images = manifests.filter((one) => one.platform?.os !== "unknown");
  return Promise.all(images.map((descriptor) => readImage(descriptor, blob)));
}

/** The images of the OCI archive in that file. */
export async function readImageArchive(file: string): Promise<ArchivedImage[]> {
  return readImages(await openArchive(file));
}

/** What two builds of one Dockerfile must agree in: config, history and every file of every layer, times aside. */
export function comparableImage(image: ArchivedImage): unknown {
  // A layer's digest covers times of files; its entries stand here instead.
  const { rootfs, ...config } = image.config;
  return { platform: image.platform, config, layerCount: rootfs.diff_ids.length, layers: image.layers };
}

async function readImage(descriptor: Descriptor, blob: (one: Descriptor) => Buffer): Promise<ArchivedImage> {
  const manifest: { readonly config: Descriptor; readonly layers: readonly Descriptor[] } = JSON.parse(
    blob(descriptor).toString(),
  );
  const config: ImageConfig = JSON.parse(blob(manifest.config).toString());
  const layers: TarEntry[][] = [];
  for (const layer of manifest.layers) layers.push(await layerEntries(layer, blob));
  const platform = [config.os, config.architecture, config.variant].filter((part) => part !== undefined).join("/");
  const tree = mergeLayers(layers);
  const readFile = async (path: string) => {
    if (!tree.has(path)) return undefined;
    for (const layer of manifest.layers.toReversed()) {
      const found = (await readTarFiles(await decompress(layer, blob(layer)))).get(path);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const holds = async (bytes: string) => {
    if (blob(descriptor).includes(bytes) || blob(manifest.config).includes(bytes)) return true;
    for (const layer of manifest.layers) if ((await decompress(layer, blob(layer))).includes(bytes)) return true;
    return false;
  };
  return { platform, manifestDigest: descriptor.digest, config, layers, tree, readFile, holds };
}

// Base layers come again and again, and hashing their files is what takes the time.
const knownLayers = new Map<string, TarEntry[]>();

async function layerEntries(layer: Descriptor, blob: (one: Descriptor) => Buffer): Promise<TarEntry[]> {
  const known = knownLayers.get(layer.digest);
  if (known !== undefined) return known;
  const entries = await readTarEntries(await decompress(layer, blob(layer)));
  knownLayers.set(layer.digest, entries);
  return entries;
}

function decompress(layer: Descriptor, bytes: Buffer): Promise<Buffer> {
  if (layer.mediaType.endsWith("gzip")) return promisify(gunzip)(bytes);
  if (layer.mediaType.endsWith("zstd")) return promisify(zstdDecompress)(bytes);
  return Promise.resolve(bytes);
}

/** The file tree that layers make on top of each other; `.wh.NAME` takes NAME away, `.wh..wh..opq` all below. */
function mergeLayers(layers: readonly (readonly TarEntry[])[]): Map<string, TarEntry> {
  const tree = new Map<string, TarEntry>();
  for (const layer of layers) {
    // Whatever the order in the archive, whiteouts speak of the layers below only.
    for (const entry of layer.filter(isWhiteout)) removePath(tree, entry.path);
    for (const entry of layer) if (!isWhiteout(entry)) addEntry(tree, entry);
  }
  return tree;
}

function isWhiteout(entry: TarEntry): boolean {
  return baseName(entry.path).startsWith(".wh.");
}

function removePath(tree: Map<string, TarEntry>, whiteout: string): void {
  const folder = whiteout.slice(0, whiteout.length - baseName(whiteout).length);
  const name = baseName(whiteout).slice(".wh.".length);
  const isOpaque = name === ".wh..opq";
  const path = folder + name;
  for (const known of tree.keys()) {
    if (isOpaque ? known.startsWith(folder) : known === path || known.startsWith(`${path}/`)) tree.delete(known);
  }
}

function addEntry(tree: Map<string, TarEntry>, entry: TarEntry): void {
  const before = tree.get(entry.path);
  if (before?.type === "directory" && entry.type !== "directory") {
    for (const known of tree.keys()) if (known.startsWith(`${entry.path}/`)) tree.delete(known);
  }
  tree.set(entry.path, entry);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function requireFile(files: ReadonlyMap<string, Buffer>, path: string): Buffer {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`the image archive has no ${path}`);
  return bytes;
}
