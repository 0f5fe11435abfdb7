import { createReadStream, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";

/** A web server on the loopback interface, where the daemon finds contexts and files to add. */
export interface SourceServer {
  /** "http://localhost:PORT" */
  readonly url: string;
  /** What was asked below /silent/. */
  readonly silent: ReadonlySet<string>;
  end(): void;
}

/** The time (Last-Modified, seconds since 1970) of what is asked below /dated/. */
export const lastModified = 1_500_000_000;

/**
 * Serves the files of a folder. The same files have a Last-Modified below /dated/, and none elsewhere; whatever is asked
 * below /silent/ gets no answer until the server ends.
 */
export async function serveSources(folder: string): Promise<SourceServer> {
  const silent = new Set<string>();
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    if (path.startsWith("/silent/")) {
      silent.add(path);
      return;
    }
    if (path.startsWith("/dated/")) response.setHeader("Last-Modified", new Date(lastModified * 1000).toUTCString());
    answer(response, join(folder, path.replace(/^\/dated\//, "/")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const end = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://localhost:${port}`, silent, end };
}

function answer(response: ServerResponse, file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "Content-Length": found.size });
  createReadStream(file).pipe(response);
}
