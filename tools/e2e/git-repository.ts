import { rmSync } from "node:fs";
import { runStep } from "../run-command.ts";
import { writeFolder } from "./write-folder.ts";

/** When the commit was made, in seconds since 1970; its author's time is another. */
export const commitTime = 1_690_000_500;

/**
 * Makes a bare repository in that folder, fit for a plain web server, of one commit with these files: the branch `main`
 * and the annotated tag `v1`. Returns the commit's hash.
 */
export async function makeGitRepository(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  const work = `${folder}-work`;
  writeFolder(work, files);
  await git(work, "init", "-q", "-b", "main");
  await git(work, "add", ".");
  await git(work, "commit", "-q", "-m", "first");
  await git(work, "tag", "-a", "-m", "release", "v1");
  const commit = (await git(work, "rev-parse", "HEAD")).trim();
  await git(work, "clone", "-q", "--bare", ".", folder);
  // What a server that knows nothing of git must hold.
  await git(folder, "update-server-info");
  rmSync(work, { recursive: true });
  return commit;
}

function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const who = { NAME: "e2e", EMAIL: "e2e@example.com" };
  const env = {
    ...Object.fromEntries(
      Object.entries(who).flatMap(([key, value]) => roles.map((role) => [`GIT_${role}_${key}`, value])),
    ),
    GIT_AUTHOR_DATE: `${commitTime - 5000} +0200`,
    GIT_COMMITTER_DATE: `${commitTime} -0530`,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
  };
  return runStep("git", args, { what: `git ${args[0]}`, cwd, env, timeoutSeconds: 30 });
}

const roles = ["AUTHOR", "COMMITTER"];
