import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { buildImage, pushedImage } from "../image-build.ts";
import type { Connection } from "./connect.ts";
import { writeFolder } from "./write-folder.ts";

/** Images that builds ask for beside the base images of `buildkit:up`, each a name with a digest. */
export interface SiteImages {
  /** With triggers. */
  readonly parent: string;
  /** It lists what it is asked to scan, for each target; it is told of by its environment. */
  readonly scanner: string;
  /** A folder with the OCI layout of an image that holds `in-layout.txt`. */
  readonly layout: string;
  /** The digest of that image. */
  readonly layoutDigest: string;
}

interface Place {
  readonly connection: Connection;
  readonly folder: string;
}

const parent = `FROM busybox
ENV FROM_PARENT=yes
ONBUILD ARG WHO=nobody
ONBUILD COPY given.txt /triggered/
ONBUILD RUN echo "$WHO $FROM_PARENT" >/triggered/who.txt
ONBUILD LABEL triggered=$WHO
`;

const scanner = `FROM busybox
COPY --chmod=755 <<"EOF" /scan
#!/bin/sh
set -e
scan() {
  cat >"$BUILDKIT_SCAN_DESTINATION/$(basename "$1").spdx.json" <<END
{
  "_type": "https://in-toto.io/Statement/v0.1",
  "predicateType": "https://spdx.dev/Document",
  "predicate": {
    "name": "$(basename "$1")",
    "comment": "$(env | grep ^BUILDKIT_SCAN_ | sort | tr '\\n' ' ')",
    "files": "$(cd "$1" && find . -path ./bin -prune -o -type f -print | sort | tr '\\n' ' ')"
  }
}
END
}
scan "$BUILDKIT_SCAN_SOURCE"
if [ -n "$BUILDKIT_SCAN_SOURCE_EXTRAS" ]; then
  for extra in "$BUILDKIT_SCAN_SOURCE_EXTRAS"/*; do scan "$extra"; done
fi
EOF
ENTRYPOINT ["/scan"]
`;

/** Makes those images with the daemon's own frontend; `folder` is for files of this run. */
export async function makeSiteImages(connection: Connection, folder: string): Promise<SiteImages> {
  const site = { connection, folder };
  const layout = join(folder, "layout");
  const [parentImage, scannerImage, layoutDigest] = await Promise.all([
    pushImage(site, "e2e-parent", parent),
    pushImage(site, "e2e-scanner", scanner),
    make(site, "FROM scratch\nCOPY <<EOF /in-layout.txt\nfrom a layout\nEOF\n", `type=oci,tar=false,dest=${layout}`),
  ]);
  return { parent: parentImage, scanner: scannerImage, layout, layoutDigest };
}

/** Pushes what a Dockerfile without files beside it makes; returns the image's name with its digest. */
export async function pushImage(site: Place, name: string, dockerfile: string): Promise<string> {
  const reference = `${site.connection.registry}/${name}`;
  return `${reference}@${await make(site, dockerfile, pushedImage([`${reference}:latest`]))}`;
}

function make(site: Place, dockerfile: string, output: string): Promise<string> {
  const folder = writeFolder(mkdtempSync(join(site.folder, "image-")), { Dockerfile: dockerfile });
  return buildImage({
    what: folder.slice(folder.lastIndexOf("/") + 1),
    buildkitHost: site.connection.buildkitHost,
    dockerfileFolder: folder,
    contextFolder: folder,
    opts: { "build-arg:SOURCE_DATE_EPOCH": "0" },
    output,
    timeoutSeconds: 60,
  });
}
