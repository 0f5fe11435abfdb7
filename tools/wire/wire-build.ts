/** What wire builds are made with: each is an entry in one of the lists of `*-builds.ts`. */
import { gatewayCaps, llbCaps } from "../../src/gateway/known-caps.ts";
import { platform } from "../../src/oci/platform.ts";
import type { WireBuild } from "./conversations.ts";
import type { WireImage } from "./scripted-daemon.ts";

export type Opts = Readonly<Record<string, string>>;
export type Script = Partial<WireBuild["daemon"]>;

export const dockerfilePath = "local://dockerfile/Dockerfile";

export const everyCap = [...gatewayCaps.keys(), ...llbCaps.keys()];

/** A build of a Dockerfile in a local directory, with a local context. */
export function build(name: string, dockerfile: string, opts: Opts = {}, script: Script = {}): WireBuild {
  return { name, opts, daemon: { ...script, files: { [dockerfilePath]: dockerfile, ...script.files } } };
}

/** A build of whatever the opts and the daemon's files say. */
export function remote(name: string, opts: Opts, script: WireBuild["daemon"]): WireBuild {
  return { name, opts, daemon: script };
}

export const simple = "FROM busybox\nCOPY a b\n";
export const amd64 = platform("linux", "amd64");
export const repository = "https://example.com/a/b.git";
export const gitSource = "git://example.com/a/b.git";

export const images = (name: string, image: WireImage): Script => ({
  images: { [`docker.io/library/${name}:latest`]: image },
});
export const becomesFile = images("from", { becomes: "https://example.com/x" });
