import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { places, repository } from "../../places.ts";
import { runStep } from "../../run-command.ts";
import type { BaseImage } from "./base-image.ts";
import type { Machine } from "./machine.ts";

const npmVersion = "11.19.1";

/** The Node that package.json pins, and npm, as the public image of that name has them: with binutils, user 1000. */
export function node(machine: Machine): BaseImage {
  const manifest = JSON.parse(readFileSync(join(repository, "node_modules/node/package.json"), "utf8"));
  return {
    names: ["node:24-bookworm", "node:24"],
    platforms: [`linux/${machine.architecture}`],
    parent: "debian:bookworm-slim",
    dockerfile: `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends binutils && rm -rf /var/lib/apt/lists/* /var/log/apt/*
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
COPY --from=node node /usr/local/bin/node
COPY --from=npm . /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
CMD ["node"]
`,
    inputs: [String(manifest.version), npmVersion],
    prepare: async () => ({ node: join(repository, "node_modules/node/bin"), npm: await fetchNpm() }),
  };
}

// npm's own package holds all that it needs; a distribution's npm is spread over the system.
async function fetchNpm(): Promise<string> {
  const folder = join(places.seeds, `npm-${npmVersion}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.part`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await runStep("npm", ["pack", `npm@${npmVersion}`, "--pack-destination", draft], {
    what: "npm pack npm",
    cwd: draft,
    timeoutSeconds: 5 * 60,
  });
  const archive = join(draft, `npm-${npmVersion}.tgz`);
  await runStep(
    "tar",
    ["--extract", "--file", archive, "--directory", draft, "--strip-components=1", "--no-same-owner"],
    {
      what: "tar of npm",
      timeoutSeconds: 60,
    },
  );
  rmSync(archive);
  renameSync(draft, folder);
  return folder;
}
