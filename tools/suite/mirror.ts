import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { endBackgroundProcess, startInBackground } from "../buildkit/background-process.ts";
import { isRegistryReachable } from "../buildkit/registry.ts";
import { tell } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import { buildImage, pushedImage } from "../image-build.ts";
import { places } from "../places.ts";
import { runStep } from "../run-command.ts";
import { messages } from "./messages.ts";
import { suiteFolder } from "./suite-program.ts";

interface StandIn {
  /** The name that the suite's registry serves it under. */
  readonly name: string;
  readonly dockerfile: string;
}

// What Debian's busybox is built without, and groups that cases name.
const users = `FROM busybox:latest AS root
COPY --chmod=755 <<"adduser" <<"addgroup" /bin/
#!/bin/sh
uid= group=
while getopts Du:G: option; do
  case $option in u) uid=$OPTARG ;; G) group=$OPTARG ;; esac
done
shift $((OPTIND - 1))
uid=\${uid:-$((1000 + $(grep -c :/home/ /etc/passwd)))}
[ -n "$group" ] || { group=$1; echo "$1:x:$uid:" >> /etc/group; }
gid=$(grep "^$group:" /etc/group | cut -d: -f3)
echo "$1:x:$uid:$gid::/home/$1:/bin/sh" >> /etc/passwd
mkdir -p "/home/$1" && chown "$uid:$gid" "/home/$1"
adduser
#!/bin/sh
[ "$1" = -g ] && echo "$3:x:$2:" >> /etc/group
addgroup
RUN sed -i s/nogroup/nobody/ /etc/group && echo wheel:x:10:root >> /etc/group
`;

// Like the real ones, of one layer: cases count them.
const oneLayer = `FROM scratch
COPY --from=root / /
ENV PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
`;

const busybox = `${users}${oneLayer}CMD ["sh"]
`;

// What the suite reads of the real alpine: its release file, its package program, and git once it is "installed".
const alpine = `${users}COPY . /
RUN echo 3.18.0 > /etc/alpine-release && printf '#!/bin/sh\\nexit 0\\n' > /bin/apk && chmod 755 /bin/apk
${oneLayer}CMD ["/bin/sh"]
`;

const standIns: readonly StandIn[] = [
  { name: "library/busybox:latest", dockerfile: busybox },
  { name: "library/busybox:stable-musl", dockerfile: `${busybox}LABEL variant="musl"\n` },
  { name: "library/alpine:latest", dockerfile: alpine },
  // Named by one case, which needs devices too; without it no case beside it has a registry.
  { name: "tonistiigi/hellofs:latest", dockerfile: busybox },
  { name: "amd64/debian:bullseye-20230109-slim", dockerfile: "FROM debian:bookworm-slim\n" },
];

const registryName = "suite-registry";

/** A folder of the registry's data with the suite's base images, made from our daemon's unless that is done. */
export async function seedMirror(buildkitHost: string): Promise<string> {
  const bases = readFileSync(join(places.seeds, "seeded.json"), "utf8");
  const key = createHash("sha256")
    .update(`${JSON.stringify(standIns)}\0${bases}\0gzip`)
    .digest("hex")
    .slice(0, 16);
  const mirror = join(suiteFolder, `mirror-${key}`);
  if (existsSync(mirror)) return mirror;
  mkdirSync(suiteFolder, { recursive: true });
  for (const name of readdirSync(suiteFolder)) {
    if (name.startsWith("mirror-")) rmSync(join(suiteFolder, name), { recursive: true, force: true });
  }
  const draft = join(suiteFolder, "mirror-draft");
  mkdirSync(join(draft, "data"), { recursive: true });
  const registry = await serve(draft);
  try {
    const git = await copyGit();
    for (const image of standIns) await push({ buildkitHost, registry, git, image });
  } finally {
    await endBackgroundProcess(registryName);
  }
  rmSync(join(draft, "seed.yml"), { force: true });
  renameSync(draft, mirror);
  return mirror;
}

interface Push {
  readonly buildkitHost: string;
  readonly registry: string;
  readonly git: string;
  readonly image: StandIn;
}

async function push({ buildkitHost, registry, git, image }: Push): Promise<void> {
  tell(messages.seedingMirror(image.name));
  const folder = join(suiteFolder, "recipe");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "Dockerfile"), image.dockerfile);
  await buildImage({
    what: `the suite's ${image.name}`,
    buildkitHost,
    dockerfileFolder: folder,
    contextFolder: git,
    // The suite unpacks layers itself, and knows gzip only.
    output: `${pushedImage([`${registry}/${image.name}`])},compression=gzip,force-compression=true`,
    timeoutSeconds: 10 * 60,
  });
}

/** A folder with the machine's git and the libraries that it asks for, each at its own path. */
async function copyGit(): Promise<string> {
  const folder = join(suiteFolder, "git");
  rmSync(folder, { recursive: true, force: true });
  const git = findProgram("git") ?? "git";
  const libraries = await runStep("ldd", [git], { what: "ldd of git", timeoutSeconds: 20 });
  const files = [...libraries.matchAll(/(\/\S+) \(/g)].map(([, path = ""]) => path);
  for (const path of [git, ...files]) {
    const target = join(folder, path === git ? "/bin/git" : path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(path, target);
    chmodSync(target, 0o755);
  }
  return folder;
}

async function serve(folder: string): Promise<string> {
  const port = await freePort();
  const registry = `localhost:${port}`;
  const config = join(folder, "seed.yml");
  const data = JSON.stringify(join(folder, "data"));
  writeFileSync(
    config,
    `version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: ${data}\nhttp:\n  addr: 127.0.0.1:${port}\n`,
  );
  await startInBackground({
    name: registryName,
    program: findProgram("docker-registry") ?? "docker-registry",
    args: ["serve", config],
    env: { OTEL_TRACES_EXPORTER: "none" },
    isReady: () => isRegistryReachable(registry),
  });
  return registry;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
