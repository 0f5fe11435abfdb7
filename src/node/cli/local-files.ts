import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { code, GatewayError } from "../../gateway/errors.ts";
import type { FileRange, FileStat } from "../../gateway/gateway.ts";

/** Files as a daemon would find them in a client's directory. A path is relative to it, `..` never leaves it. */
export interface LocalFiles {
  readFile(path: string, range?: FileRange): Uint8Array;
  statFile(path: string): FileStat;
  readDir(path: string): readonly FileStat[];
}

/** Returns the files of a directory of this machine; their errors are a daemon's. */
export function directoryFiles(root: string): LocalFiles {
  const at = (path: string) => join(root, join("/", path));
  return {
    readFile: (path, range) => answering("open", path, () => slice(readFileSync(at(path)), range)),
    statFile: (path) => answering("lstat", path, () => fileStat(path, statSync(at(path)))),
    readDir: (path) =>
      answering("open", path, () =>
        readdirSync(at(path))
          .sort()
          .map((name) => fileStat(name, lstatSync(join(at(path), name)))),
      ),
  };
}

/** Returns one file that is only in memory. */
export function memoryFile(name: string, bytes: Uint8Array): LocalFiles {
  const stat: FileStat = { path: name, mode: 0o644, uid: 0, gid: 0, size: bytes.length, modTime: 0n, linkname: "" };
  const find = <T>(operation: string, path: string, found: T): T =>
    join("/", path) === join("/", name) ? found : missing(operation, path);
  return {
    readFile: (path, range) => slice(find("open", path, bytes), range),
    statFile: (path) => find("lstat", path, stat),
    readDir: () => [stat],
  };
}

function slice(bytes: Uint8Array, range?: FileRange): Uint8Array {
  if (range === undefined) return bytes;
  return bytes.subarray(range.offset, range.length > 0 ? range.offset + range.length : undefined);
}

function fileStat(path: string, stat: ReturnType<typeof statSync> & {}): FileStat {
  const { mode, uid, gid, size, mtimeMs } = stat;
  const permissions = Number(mode) & 0o777;
  // The type bit of a directory in Go's FileMode.
  const goMode = stat.isDirectory() ? permissions + 2 ** 31 : permissions;
  return {
    path,
    mode: goMode,
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    modTime: BigInt(Math.round(Number(mtimeMs))) * 1_000_000n,
    linkname: "",
  };
}

function answering<T>(operation: string, path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const errno = (error as NodeJS.ErrnoException).code;
    if (errno === "ENOENT") return missing(operation, path);
    throw new GatewayError({ code: code.unknown, message: `${operation} ${path}: ${reasonOf(errno)}`, details: [] });
  }
}

function missing(operation: string, path: string): never {
  throw new GatewayError({
    code: code.unknown,
    message: `${operation} ${path}: no such file or directory`,
    details: [],
  });
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EISDIR: "is a directory",
  ENOTDIR: "not a directory",
  ELOOP: "too many levels of symbolic links",
};

function reasonOf(errno: string | undefined): string {
  return reasons[errno ?? ""] ?? errno ?? "cannot be read";
}
