import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The top of the checkout, absolute. */
export const repository: string = resolve(import.meta.dirname, "..");

/** Everything that the tools keep between runs; ignored by git, safe to remove after `buildkit:down`. */
export const cache: string = join(repository, ".cache");

const buildkit = join(cache, "buildkit");

// A socket's path has at most 107 bytes on Linux and a checkout may lie deep, so sockets lie elsewhere, one directory
// for each checkout.
const shortTemporary = tmpdir().length <= 40 ? tmpdir() : "/tmp";
const checkoutId = createHash("sha256").update(repository).digest("hex").slice(0, 8);

/** Where the daemon, the registry and what belongs to them keep their files; absolute paths. */
export const places = {
  /** Pid files, configuration, what is up. */
  buildkit,
  logs: join(cache, "logs"),
  daemonRoot: join(buildkit, "root"),
  registryRoot: join(buildkit, "registry"),
  seeds: join(buildkit, "seeds"),
  endpoints: join(buildkit, "endpoints.json"),
  image: join(buildkit, "image.json"),
  buildxConfig: join(buildkit, "buildx"),
  dockerConfig: join(buildkit, "docker"),
  daemonModule: join(repository, "tools", "buildkit"),
  oracleModule: join(repository, "tools", "oracle"),
  daemonPrograms: join(cache, "go", "buildkit"),
  oraclePrograms: join(cache, "go", "oracle"),
  /** Sockets and the daemon's temporary files; gone after `buildkit:down`. */
  run: join(shortTemporary, `dockerfile-llb-${checkoutId}`),
} as const;

/** The address of the daemon that `buildkit:up` starts. */
export const ownBuildkitHost = `unix://${join(places.run, "buildkitd.sock")}`;

/** The cgroup below which every container of our daemon runs, so that `buildkit:down` finds what is left of them. */
export const cgroupParent = `/dockerfile-llb-${checkoutId}`;
