import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { places } from "../places.ts";
import { runCommand, runStep } from "../run-command.ts";

/** The name of buildx's builder for the daemon that is up; it lives in a configuration folder of our own. */
export const buildxBuilder = "dockerfile-llb";

/** Environment under which buildx knows the builder, and neither client reads the user's credentials. */
export const clientEnvironment: Readonly<Record<string, string>> = {
  BUILDX_CONFIG: places.buildxConfig,
  DOCKER_CONFIG: places.dockerConfig,
};

/** Makes buildx know that daemon, with no Docker Engine. */
export async function createBuildxBuilder(buildx: string, buildkitHost: string): Promise<void> {
  const stamp = join(places.buildxConfig, "host");
  mkdirSync(places.dockerConfig, { recursive: true });
  mkdirSync(places.buildxConfig, { recursive: true });
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === buildkitHost) return;
  const options = { env: clientEnvironment, timeoutSeconds: 60 };
  await runCommand(buildx, ["rm", "--force", "--keep-daemon", buildxBuilder], options);
  const create = ["create", "--name", buildxBuilder, "--driver", "remote", buildkitHost];
  await runStep(buildx, create, { what: "buildx create", ...options });
  writeFileSync(stamp, buildkitHost);
}
