import { afterAll, beforeAll, test } from "vitest";
import { compareBuilds } from "./compared-build.ts";
import { contextBuilds } from "./context-builds.ts";
import { imageBuilds } from "./image-builds.ts";
import { localBuilds } from "./local-builds.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;

beforeAll(async () => {
  site = await openSite();
}, 60_000);

afterAll(() => site?.end());

test.each([...contextBuilds, ...localBuilds, ...imageBuilds])("$name: the same by both", { timeout: 120_000 }, (one) =>
  compareBuilds(site, one),
);
