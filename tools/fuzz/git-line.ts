import type { Random } from "./random.ts";

const remotes = [
  "https://github.com/o/r.git",
  "http://localhost/r.git",
  "github.com/o/r",
  "git://host/r",
  "git@host:o/r.git",
  "ssh://git@host:22/r.git",
  "https://host/no-git",
  "./r.git",
];

const queries: Readonly<Record<string, readonly string[]>> = {
  ref: ["v1", "refs/tags/v1", "refs/heads/v1", ""],
  tag: ["v1", "refs/tags/v1", ""],
  branch: ["v1", "refs/heads/v1"],
  subdir: ["s", "t/../s", ""],
  checksum: ["0123456789abcdef0123456789abcdef01234567", "0123", "x"],
  commit: ["0123456789abcdef0123456789abcdef01234567", ""],
  "keep-git-dir": ["", "true", "0", "maybe"],
  submodules: ["", "false", "T", "maybe"],
  "fetch-by-commit": ["", "true", "maybe"],
  mtime: ["checkout", "commit", "now"],
  unknown: ["x"],
};

/** An ADD of a git repository, with up to three query keys and sometimes a fragment. */
export function gitLine(random: Random): string {
  const keys = Array.from({ length: random.below(4) }, () => random.pick(Object.keys(queries)));
  const query = keys.map((key) => `${key}=${random.pick(queries[key] ?? [])}`).join("&");
  const fragment = random.once(3) ? random.pick(["#v1", "#v1:s", "#:s", "#refs/tags/v1"]) : "";
  return `ADD ${random.pick(remotes)}${query === "" ? "" : `?${query}`}${fragment} /git`;
}
