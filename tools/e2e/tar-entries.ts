import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { extract, type Header } from "tar-stream";

/** One entry of a layer, times left out. */
export interface TarEntry {
  /** Without a leading "./" or "/" and without a trailing slash; "" is the root. */
  readonly path: string;
  readonly type: string;
  /** Permission bits with setuid, setgid and sticky, octal: "0755". */
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  /** Bytes; 0 for all but files. */
  readonly size: number;
  /** Of a file's content; absent for all else. */
  readonly sha256?: string;
  readonly linkTarget?: string;
  /** Extended attributes, values as in the archive. */
  readonly xattrs?: Readonly<Record<string, string>>;
}

/** The entries of an uncompressed tar, in its order, contents read one at a time. */
export async function readTarEntries(tar: Uint8Array): Promise<TarEntry[]> {
  const entries: TarEntry[] = [];
  for await (const entry of entriesOf(tar)) {
    const hash = createHash("sha256");
    for await (const chunk of entry) hash.update(chunk);
    entries.push(toEntry(entry.header, hash.digest("hex")));
  }
  return entries;
}

/** The files of an uncompressed tar by their path. */
export async function readTarFiles(tar: Uint8Array): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const entry of entriesOf(tar)) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk);
    if (entry.header.type === "file") files.set(plainPath(entry.header.name), Buffer.concat(chunks));
  }
  return files;
}

interface RawEntry extends AsyncIterable<Buffer> {
  readonly header: Header;
}

function entriesOf(tar: Uint8Array): AsyncIterable<RawEntry> {
  // The types say only that it iterates over streams, not that these give bytes.
  return Readable.from([tar]).pipe(extract()) as AsyncIterable<unknown> as AsyncIterable<RawEntry>;
}

const xattrPrefix = "SCHILY.xattr.";

function toEntry(header: Header, sha256: string): TarEntry {
  const type = header.type ?? "file";
  const xattrs = Object.entries(header.pax ?? {})
    .filter(([name]) => name.startsWith(xattrPrefix))
    .map(([name, value]) => [name.slice(xattrPrefix.length), value]);
  return {
    path: plainPath(header.name),
    type,
    mode: ((header.mode ?? 0) & 0o7777).toString(8).padStart(4, "0"),
    uid: header.uid ?? 0,
    gid: header.gid ?? 0,
    size: header.size ?? 0,
    ...(type === "file" ? { sha256 } : {}),
    ...(header.linkname ? { linkTarget: header.linkname } : {}),
    ...(xattrs.length > 0 ? { xattrs: Object.fromEntries(xattrs) } : {}),
  };
}

function plainPath(name: string): string {
  return name
    .replace(/^(\.?\/)+/, "")
    .replace(/\/$/, "")
    .replace(/^\.$/, "");
}
