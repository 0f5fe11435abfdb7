import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

// Debian keeps debootstrap and chroot in /usr/sbin, which is not in every shell's PATH.
const systemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** The absolute path of a program in PATH or the system's folders; undefined where there is none. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...systemFolders];
  return folders
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
