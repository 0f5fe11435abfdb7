import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { places } from "../places.ts";

/** What `buildkit:up` brought up, as the other tools find it. */
export interface Endpoints {
  readonly buildkitHost: string;
  /** host:port, plain http. */
  readonly registry: string;
  /** The reference frontend's image, with its digest. */
  readonly referenceImage: string;
  /** Changes with the programs that our daemon was started from; absent for a daemon of the user. */
  readonly daemonKey?: string;
}

/** What the last `buildkit:up` left; undefined after `buildkit:down`. */
export function readEndpoints(): Endpoints | undefined {
  return existsSync(places.endpoints) ? JSON.parse(readFileSync(places.endpoints, "utf8")) : undefined;
}

/** Keeps what is up for the other tools. */
export function writeEndpoints(endpoints: Endpoints): void {
  writeFileSync(places.endpoints, `${JSON.stringify(endpoints, null, 2)}\n`);
}

/** Forgets what was up. */
export function forgetEndpoints(): void {
  rmSync(places.endpoints, { force: true });
}

/** The daemon that the user named in BUILDKIT_HOST; undefined where there is none or it is our own. */
export function externalBuildkitHost(ownHost: string): string | undefined {
  const named = process.env["BUILDKIT_HOST"];
  return named === undefined || named === "" || named === ownHost ? undefined : named;
}
