import { afterAll, expect, test } from "vitest";
import { runFrontend } from "../../src/testing/stdio-gateway.ts";
import { patientDaemon } from "./calls-together.ts";
import { environmentOf, frontends, removeFrontends, type WireBuild } from "./conversations.ts";
import { scriptedDaemon } from "./scripted-daemon.ts";

const bound = 120_000;

afterAll(removeFrontends);

const stages = [1, 2, 3, 4, 5, 6, 7, 8].map((at) => `FROM image${at} AS on${at}\nRUN ${at}\nCOPY a${at} /\n`).join("");
const joins = "FROM on1 AS nine\nFROM on2 AS ten\nFROM on3 AS eleven\n";
const last = `FROM settings\n${[1, 2, 3, 4, 5, 6, 7, 8].map((at) => `COPY --from=on${at} x /\n`).join("")}`;

const builds: readonly WireBuild[] = [
  {
    name: "twelve stages on eight images with named contexts",
    opts: {
      "context:settings": "docker-image://settings",
      "context:image8": "local:eight",
    },
    daemon: {
      files: {
        "local://dockerfile/Dockerfile": `${stages}${joins}${last}COPY --from=nine x y\nCOPY --from=ten x y\n`,
        "local://eight/.dockerignore": "x\n",
        "local://context/.dockerignore": "y\n",
      },
    },
  },
  {
    name: "stages that are not needed",
    daemon: { files: { "local://dockerfile/Dockerfile": `${stages}FROM on2\nCOPY --from=on5 a b\n` } },
  },
  {
    name: "platforms, each with an image that a trigger names",
    opts: { platform: "linux/amd64,linux/arm64,linux/s390x" },
    daemon: {
      files: { "local://dockerfile/Dockerfile": "FROM parent\nFROM other\nCOPY --from=0 a b\n" },
      images: { "docker.io/library/parent:latest": { config: { OnBuild: ["COPY --from=further a b"] } } },
    },
  },
  {
    name: "platforms that take their own ways",
    opts: {
      platform: "linux/amd64,linux/arm64",
      "context:base::linux/arm64": "local:slow",
      "context:base::linux/amd64": "docker-image://scratch",
    },
    daemon: {
      files: {
        "local://dockerfile/Dockerfile": "FROM base\nCOPY --from=base a b\n",
        "local://dockerfile/Dockerfile.dockerignore": "y\n",
        "local://slow/.dockerignore": "x\n",
      },
    },
  },
  {
    name: "bills of materials",
    opts: { platform: "linux/amd64,linux/arm64", "attest:sbom": "generator=scanner:2" },
    daemon: {
      files: { "local://dockerfile/Dockerfile": "FROM busybox\nRUN x\n" },
      images: { "docker.io/library/scanner:2": { config: { Entrypoint: ["/scan"] } } },
    },
  },
];

async function callsTogether(command: readonly string[], build: WireBuild): Promise<readonly (readonly string[])[]> {
  const { answer, together } = patientDaemon(scriptedDaemon(build.daemon, { without: [] }));
  await runFrontend({ command, env: environmentOf(build), answer, limitMs: bound }).exit;
  return together;
}

test.concurrent.each(builds)(
  "the calls that do not wait for each other are in flight together: $name",
  async (build) => {
    const [theirs, ours] = await Promise.all([
      callsTogether(frontends.reference, build),
      callsTogether(frontends.ours, build),
    ]);
    expect(ours).toEqual(theirs);
  },
  bound,
);
