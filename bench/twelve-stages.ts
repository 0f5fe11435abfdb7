import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Connection } from "../tools/e2e/connect.ts";
import { buildImage, pushedImage } from "../tools/image-build.ts";

const bases = [1, 2, 3, 4, 5, 6, 7, 8];

/** A build of twelve stages on eight images of the registry, which reads a named context in each. */
export interface StagesBuild {
  readonly contextFolder: string;
  readonly namedContexts: Readonly<Record<string, string>>;
}

/** Writes the Dockerfile and its contexts below a folder, and pushes the images: each has a file of its own. */
export async function prepareTwelveStages(connection: Connection, folder: string): Promise<StagesBuild> {
  const name = `${connection.registry}/bench-base`;
  for (const base of bases) await pushBase(connection, `${name}:${base}`, { base, folder });
  const contextFolder = join(folder, "main");
  const settings = join(folder, "settings");
  for (const path of [contextFolder, settings]) mkdirSync(path);
  writeFileSync(join(contextFolder, "Dockerfile"), dockerfile(name));
  writeFileSync(join(contextFolder, "source"), "source\n");
  writeFileSync(join(settings, "setting"), "setting\n");
  return { contextFolder, namedContexts: { settings } };
}

async function pushBase(
  { buildkitHost }: Connection,
  reference: string,
  { base, folder }: { readonly base: number; readonly folder: string },
): Promise<void> {
  const recipe = join(folder, `base-${base}`);
  mkdirSync(recipe);
  writeFileSync(join(recipe, "Dockerfile"), `FROM busybox\nCOPY <<EOF /base\n${base}\nEOF\n`);
  await buildImage({
    what: `the benchmark's base ${base}`,
    buildkitHost,
    dockerfileFolder: recipe,
    contextFolder: recipe,
    opts: { "build-arg:SOURCE_DATE_EPOCH": "0" },
    output: pushedImage([reference]),
    timeoutSeconds: 120,
  });
}

function dockerfile(name: string): string {
  const onImages = bases.map(
    (base) => `FROM ${name}:${base} AS on${base}
ENV STAGE=${base}
COPY --from=settings setting /etc/
COPY source /source
RUN cat /base /etc/setting /source > /out$STAGE
`,
  );
  const joins = [1, 3, 5].map(
    (base) => `FROM on${base} AS join${base}
COPY --from=on${base + 1} /out${base + 1} /
RUN cat /out* > /joined${base}
`,
  );
  return `${[...onImages, ...joins].join("")}FROM scratch
COPY --from=join1 /joined1 /
COPY --from=join3 /joined3 /
COPY --from=join5 /joined5 /
COPY --from=on7 /out7 /
COPY --from=on8 /out8 /
COPY --from=settings setting /
`;
}
