import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBuildx } from "./build.ts";
import { type Made, readMade } from "./compared-build.ts";
import { openSite, type Site } from "./site.ts";
import { writeFolder } from "./write-folder.ts";

const timeout = 120_000;
let site: Site;

beforeAll(async () => {
  site = await openSite();
}, 60_000);

afterAll(() => site?.end());

/** Targets that share a folder, which the client then offers in a session of its own, and that build on each other. */
const files = {
  "base.Dockerfile": "FROM busybox\nENV FROM_BASE=yes\nCOPY given.txt /\nRUN echo base >/base.txt\n",
  "app.Dockerfile": 'FROM base\nCOPY --from=other other.txt given.txt /\nRUN echo "$FROM_BASE" >/app.txt\n',
  "given.txt": "given\n",
  "other.txt": "other\n",
};

async function bake(frontendImage: string): Promise<Made[]> {
  const folder = writeFolder(join(mkdtempSync(join(site.folder, "bake-")), "project"), files);
  const common = (name: string) => ({
    dockerfile: `${name}.Dockerfile`,
    args: { BUILDKIT_SYNTAX: frontendImage, SOURCE_DATE_EPOCH: "1700000000" },
    attest: ["type=provenance,mode=max"],
    output: [`type=oci,dest=${join(folder, `${name}.tar`)}`],
  });
  const target = {
    base: { ...common("base"), context: "." },
    app: { ...common("app"), context: ".", contexts: { base: "target:base", other: "." } },
  };
  writeFileSync(join(folder, "bake.json"), JSON.stringify({ target }));
  const built = await runBuildx(site.connection, "bake", ["--progress", "plain", "-f", "bake.json", "base", "app"], {
    cwd: folder,
    timeoutSeconds: 90,
  });
  if (built.code !== 0) throw new Error(built.stderr.toString());
  return Promise.all(["base", "app"].map((name) => readMade(join(folder, `${name}.tar`), site.connection)));
}

test("a target of a bake is another's named context, and they share a session", { timeout }, async () => {
  const { ourImage, referenceImage } = site.connection;
  const [ours, reference] = await Promise.all([bake(ourImage), bake(referenceImage)]);
  expect(ours.map(({ comparable }) => comparable)).toEqual(reference.map(({ comparable }) => comparable));
  const [, app] = ours;
  const paths = ["given.txt", "base.txt", "app.txt", "other.txt"];
  const contents = await Promise.all(paths.map(async (path) => (await app?.images[0]?.readFile(path))?.toString()));
  expect(contents).toEqual(["given\n", "base\n", "yes\n", "other\n"]);
  for (const { attestations } of ours) expect(JSON.stringify(attestations)).toContain("local-sessionid:context");
});
