import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { Failure } from "../failure.ts";
import { messages } from "../messages.ts";
import { runCommand } from "../run-command.ts";
import { type Connection, connect } from "./connect.ts";
import { makeGitRepository } from "./git-repository.ts";
import { packTar } from "./pack-tar.ts";
import { makeSiteImages, type SiteImages } from "./site-images.ts";
import { type SourceServer, serveSources } from "./source-server.ts";
import { writeFolder } from "./write-folder.ts";

/** Where compared builds run, and what they find there beside the daemon. */
export interface Site {
  readonly connection: Connection;
  /** For files of this run. */
  readonly folder: string;
  /** It serves `repository.git`, `Dockerfile.txt`, `page.txt` and `context.tar`, the last also compressed. */
  readonly sources: SourceServer;
  /** The hash of the repository's only commit. */
  readonly commit: string;
  readonly images: SiteImages;
  end(): void;
}

/** The newest time of a file in the archives, in seconds since 1970. */
export const archiveTime = 1_650_000_000;

const repositoryFiles = {
  Dockerfile: "FROM scratch\nCOPY . /all/\n",
  "sub/Dockerfile": "FROM scratch\nCOPY . /sub/\n",
  "sub/in-git.txt": "from git\n",
};

/** The daemon that is up with those images, and a web server beside it. */
export async function openSite(): Promise<Site> {
  const connection = await connect();
  const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-site-"));
  const root = join(folder, "served");
  mkdirSync(root);
  const commit = await makeGitRepository(join(root, "repository.git"), repositoryFiles);
  writeFolder(root, {
    "Dockerfile.txt": "FROM scratch\nWORKDIR /made\nLABEL from=http\n",
    "page.txt": "a page\n",
    ...(await archives()),
  });
  const sources = await serveSources(root);
  const end = () => {
    sources.end();
    rmSync(folder, { recursive: true, force: true });
  };
  return { connection, folder, sources, commit, images: await makeSiteImages(connection, folder), end };
}

async function archives(): Promise<Record<string, Uint8Array>> {
  const at = (seconds: number) => new Date(seconds * 1000);
  const tar = await packTar([
    [{ name: "Dockerfile", mtime: at(1_600_000_000) }, "FROM scratch\nCOPY . /all/\n"],
    [{ name: "sub/", type: "directory", mtime: at(archiveTime + 1000) }],
    [{ name: "sub/Dockerfile", mtime: at(1_600_000_000) }, "FROM scratch\nCOPY . /sub/\n"],
    [{ name: "sub/in-archive.txt", mtime: at(archiveTime) }, "from an archive\n"],
  ]);
  return {
    "context.tar": tar,
    "context.tar.gz": gzipSync(tar),
    "context.tar.zst": zstdCompressSync(tar),
    "context.tar.bz2": await compress("bzip2", tar),
    "context.tar.xz": await compress("xz", tar),
  };
}

async function compress(program: string, bytes: Uint8Array): Promise<Buffer> {
  const { code, stdout, stderr } = await runCommand(program, ["-c"], { input: bytes, timeoutSeconds: 30 });
  if (code !== 0) throw new Failure(messages.commandSays(program, stderr.toString("utf8").trim()));
  return stdout;
}
