import { type Header, pack } from "tar-stream";

/** An entry's header and, of a file, its content. */
export type TarFile = readonly [header: Partial<Header> & { readonly name: string }, content?: string | Uint8Array];

/** An uncompressed tar of these entries, in this order; what a header leaves out is root's, 1970 and 0644. */
export async function packTar(entries: readonly TarFile[]): Promise<Buffer> {
  const archive = pack();
  for (const [header, content = ""] of entries) archive.entry({ mtime: new Date(0), ...header }, Buffer.from(content));
  archive.finalize();
  const chunks: Buffer[] = [];
  // The types say only that it iterates over streams, not that these give bytes.
  for await (const chunk of archive as AsyncIterable<unknown> as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
