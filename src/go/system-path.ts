import { utf8Length } from "../text/utf8.ts";
import { GoError } from "./go-error.ts";
import { equalFold } from "./letter-case.ts";
import { noRelativePath, normalizingWorkdir, notSystemDrive, removingDrive, uncPath } from "./messages.ts";
import { clean, isAbs, join } from "./path.ts";
import { cut } from "./trim.ts";

/** The PATH of an image that sets none, by operating system. @mirrors util/system DefaultPathEnv */
export function defaultPathEnv(os: string): string {
  return os === "windows"
    ? "c:\\Windows\\System32;c:\\Windows;C:\\Windows\\System32\\WindowsPowerShell\\v1.0"
    : "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
}

/** The path with `/` for each separator of the system. @mirrors util/system ToSlash */
export function toSlash(path: string, os: string): string {
  return os === "windows" ? path.replaceAll("\\", "/") : path;
}

/** The path with the system's separator for each `/`. @mirrors util/system FromSlash */
export function fromSlash(path: string, os: string): string {
  return os === "windows" ? path.replaceAll("/", "\\") : path;
}

/**
 * On Windows, the cleaned path without its drive letter, with `/`; elsewhere the path itself. Throws a GoError for a
 * drive other than C, a drive alone and a UNC path. @mirrors util/system CheckSystemDriveAndRemoveDriveLetter
 */
export function withoutDrive(path: string, os: string, keepSlash: boolean): string {
  if (os !== "windows") return path;
  if (path.charAt(1) === ":" && path.length === 2 && utf8Length(path) === 2) throw new GoError(noRelativePath(path));
  if (toSlash(path.slice(0, 2), os) === "//") throw new GoError(uncPath);
  const [drive, rest, found] = cut(path, ":");
  if (!found) return cleanWindows(path, keepSlash);
  if (!equalFold(drive, "c")) throw new GoError(notSystemDrive);
  return cleanWindows(rest, keepSlash);
}

/** Whether a path is absolute on the system, drive letter aside. @mirrors util/system IsAbs */
export function isAbsOn(path: string, os: string): boolean {
  if (os !== "windows") return isAbs(path);
  try {
    return isAbs(withoutDrive(path, os, false));
  } catch {
    return false;
  }
}

/**
 * The absolute path, with `/` and without drive, of `path` seen from `parent`; with `keepSlash` a final `/` or `/.`
 * stays. An empty `os` is Linux. Errors as `withoutDrive`. @mirrors util/system NormalizePath
 */
export function normalizePath(parent: string, path: string, os: string, keepSlash: boolean): string {
  const given = toSlash(path, os);
  const base = absolute(dropDrive(toSlash(parent, os) || "/", os, keepSlash), os);
  const dropped = dropDrive(given || base, os, keepSlash);
  const whole = isAbsOn(dropped, os) ? dropped : join(base, dropped);
  return toSlash(keepSlash ? withFinalSlash(whole, given) : whole, os);
}

/** As `normalizePath`, for a working directory: with the system's separators. @mirrors util/system NormalizeWorkdir */
export function normalizeWorkdir(current: string, path: string, os: string): string {
  try {
    return fromSlash(normalizePath(current, path, os, false), os);
  } catch (error) {
    throw error instanceof GoError ? new GoError(normalizingWorkdir(error.message)) : error;
  }
}

function absolute(path: string, os: string): string {
  return isAbsOn(path, os) ? path : join("/", path);
}

function dropDrive(path: string, os: string, keepSlash: boolean): string {
  try {
    return withoutDrive(path, os, keepSlash);
  } catch (error) {
    throw error instanceof GoError ? new GoError(removingDrive(error.message)) : error;
  }
}

function withFinalSlash(path: string, written: string): string {
  if (written.endsWith("/")) return path.endsWith("/") ? path : `${path}/`;
  if (written.endsWith("/.")) return path === "/" ? "/." : `${path}/.`;
  return path;
}

function cleanWindows(path: string, keepSlash: boolean): string {
  const slashed = toSlash(path, "windows");
  const cleaned = clean(slashed);
  return keepSlash && utf8Length(cleaned) > 1 && slashed.endsWith("/") ? `${cleaned}/` : cleaned;
}
