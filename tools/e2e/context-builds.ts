import type { ComparedBuild } from "./compared-build.ts";
import { commitTime } from "./git-repository.ts";
import { archiveTime, type Site } from "./site.ts";
import { lastModified } from "./source-server.ts";

/** A build whose main context is what an opt names, and for which the client offers nothing. */
function remote(
  name: string,
  context: string,
  rest: Partial<ComparedBuild> & { readonly opts?: Opts } = {},
): ComparedBuild {
  const { opts, ...outcome } = rest;
  const request = (site: Site) => ({ opts: { context: contextOf(site, context), ...opts } });
  return { name, request, ...outcome };
}

type Opts = Readonly<Record<string, string>>;

function contextOf({ sources, commit }: Site, context: string): string {
  return `${sources.url}/${context.replace("COMMIT", commit)}`;
}

const asked = { "build-arg:SOURCE_DATE_EPOCH": "context" };
const whole = { "all/sub/in-git.txt": { content: "from git\n" } };
const folder = { "sub/in-git.txt": { content: "from git\n" } };
const unpacked = { "all/sub/in-archive.txt": { content: "from an archive\n" } };

/** Where a time is asked for the daemon sets files to that of the commit, which it does not find for a folder. */
const git: readonly ComparedBuild[] = [
  remote("git, its default branch, at the time of the commit", "repository.git", {
    opts: asked,
    created: commitTime,
    files: whole,
    absentFiles: ["all/.git"],
    dependencies: ({ sources }) => [`${sources.url}/repository.git`],
  }),
  remote("git, a tag and a folder", "repository.git#v1:sub", {
    created: "now",
    files: folder,
    dependencies: ({ sources }) => [`${sources.url}/repository.git#v1`],
  }),
  remote("git, a commit that is asked for by a query", "repository.git?ref=main&subdir=sub&checksum=COMMIT", {
    created: "now",
    files: folder,
  }),
  remote("git, a folder, whose time the daemon does not find", "repository.git#v1:sub", {
    opts: asked,
    message: () => "failed to get commit time",
  }),
  remote("git, with its own folder kept", "repository.git#COMMIT", {
    opts: { "build-arg:BUILDKIT_CONTEXT_KEEP_GIT_DIR": "1" },
    files: { ...whole, "all/.git/HEAD": { type: "file" } },
  }),
  remote("git, a folder inside the folder that is asked for", "repository.git", {
    opts: { contextsubdir: "sub" },
    files: { "all/in-git.txt": { content: "from git\n" } },
  }),
  remote("git, a branch that is not there", "repository.git#absent", { message: () => "absent" }),
  remote("git, a query that means nothing", "repository.git?nothing=1", { message: () => "nothing" }),
];

const http: readonly ComparedBuild[] = [
  remote("http, a Dockerfile", "Dockerfile.txt", { files: { made: { type: "directory" } } }),
  remote("http, a Dockerfile, at the time that the server says", "dated/Dockerfile.txt", {
    opts: asked,
    created: lastModified,
  }),
  remote("http, nothing there", "absent.txt", { message: () => "404" }),
  ...["tar", "tar.gz", "tar.bz2", "tar.zst"].map((ending) =>
    remote(`http, a ${ending}, at the time of its newest file`, `context.${ending}`, {
      opts: asked,
      created: archiveTime,
      files: unpacked,
    }),
  ),
  remote("http, a tar.xz", "context.tar.xz", { files: unpacked }),
  remote("http, a folder of an archive", "context.tar.gz", {
    opts: { contextsubdir: "sub", filename: "sub/Dockerfile" },
    files: { "sub/in-archive.txt": { content: "from an archive\n" } },
    dependencies: ({ sources }) => [`${sources.url}/context.tar.gz`],
  }),
];

export const contextBuilds: readonly ComparedBuild[] = [...git, ...http];
