/** The shortest path that means the same; `.` for an empty one. Separators are `/` only. @mirrors path Clean */
export function clean(path: string): string {
  if (path === "") return ".";
  if (isClean(path)) return path;
  const rooted = path.charCodeAt(0) === slash;
  const kept: string[] = [];
  // How many leading ".." of a relative path can not be taken back.
  let fixed = 0;
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") kept.push(part);
    else if (kept.length > fixed) kept.pop();
    else if (!rooted) {
      kept.push("..");
      fixed++;
    }
  }
  if (rooted) return `/${kept.join("/")}`;
  return kept.length === 0 ? "." : kept.join("/");
}

/** The cleaned path of all elements that are not empty; empty when all are. @mirrors path Join */
export function join(...elements: readonly string[]): string {
  const joined = elements.filter((element) => element !== "").join("/");
  return joined === "" ? "" : clean(joined);
}

/** The last element of a path; `.` for an empty path, `/` for one of slashes only. @mirrors path Base */
export function base(path: string): string {
  if (path === "") return ".";
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === slash) end--;
  if (end === 0) return "/";
  return path.slice(path.lastIndexOf("/", end - 1) + 1, end);
}

/** All but the last element of a path, cleaned. @mirrors path Dir */
export function dir(path: string): string {
  return clean(path.slice(0, path.lastIndexOf("/") + 1));
}

/** The path up to and with its last slash, and what follows. @mirrors path Split */
export function split(path: string): readonly [dir: string, file: string] {
  const at = path.lastIndexOf("/") + 1;
  return [path.slice(0, at), path.slice(at)];
}

/** The file name's extension with its dot, or nothing. @mirrors path Ext */
export function ext(path: string): string {
  const dot = path.lastIndexOf(".");
  return dot > path.lastIndexOf("/") ? path.slice(dot) : "";
}

/** Whether a path starts with a slash. @mirrors path IsAbs */
export function isAbs(path: string): boolean {
  return path.charCodeAt(0) === slash;
}

const slash = 0x2f;
const dot = 0x2e;

/** Whether no part is empty, `.` or `..`, and nothing trails: the usual case, found without a copy. */
function isClean(path: string): boolean {
  if (path === "/" || path === ".") return true;
  let partStart = path.charCodeAt(0) === slash ? 1 : 0;
  for (let at = partStart; at <= path.length; at++) {
    if (at < path.length && path.charCodeAt(at) !== slash) continue;
    const length = at - partStart;
    if (length === 0) return false;
    if (path.charCodeAt(partStart) === dot) {
      if (length === 1) return false;
      if (length === 2 && path.charCodeAt(partStart + 1) === dot) return false;
    }
    partStart = at + 1;
  }
  return true;
}
