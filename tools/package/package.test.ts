import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../places.ts";
import { type CommandResult, runCommand } from "../run-command.ts";

const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { engines: { node: string } };
const lowestNode = manifest.engines.node.replace(">=", "");

const consumer = `
import { allCaps, compile, type Compilation, encodeDefinition, image, marshal, offlineResolver, parseDockerfile, platform, sourceText } from "dockerfile-llb";

const amd64 = platform("linux", "amd64");
const file = parseDockerfile(sourceText("FROM alpine AS base\\nRUN echo hi\\n", "Dockerfile"));
const name: string | undefined = file.stages[0]?.from.name;
const result: Compilation = await compile(file, { caps: allCaps, defaultPlatform: amd64, newId: () => "id" }, offlineResolver());
const bytes: Uint8Array = encodeDefinition(result.definition());
const built = marshal(image("docker.io/library/alpine:3").run(["true"]), { platform: amd64 });
export const report = { name, bytes: bytes.length, ops: built.def.length };
`;

const settings = {
  compilerOptions: { strict: true, module: "nodenext", target: "es2023", lib: ["es2023"], types: [], outDir: "out" },
  files: ["consumer.ts"],
};

let folder = "";

/** Runs a program in the consumer's project; what it prints must end in success. */
async function run(program: string, ...args: string[]): Promise<CommandResult> {
  const path = `${join(folder, "node_modules/.bin")}:${process.env["PATH"]}`;
  const result = await runCommand(program, args, { cwd: folder, env: { PATH: path }, timeoutSeconds: 180 });
  if (result.code !== 0) throw new Error(`${program} ${args.join(" ")}: ${result.stdout}${result.stderr}`);
  return result;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-package-"));
  await runCommand("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], {
    cwd: repository,
    timeoutSeconds: 120,
  });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
  writeFileSync(join(folder, "consumer.ts"), consumer);
  const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { version: string };
  await run("npm", "install", "--no-audit", "--no-fund", `./dockerfile-llb-${version}.tgz`, `node@${lowestNode}`);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package, installed in an empty project", () => {
  it("runs on the lowest Node that it names", async () => {
    expect((await run("node", "--version")).stdout.toString()).toBe(`v${lowestNode}\n`);
  });

  it("type-checks where parser, compiler and graph are imported, with no types of Node", async () => {
    await run(join(repository, "node_modules/.bin/tsc"), "-p", ".");
  });

  it("parses, compiles and marshals", async () => {
    const { stdout } = await run(
      "node",
      "-e",
      `import("./out/consumer.js").then((m) => console.log(JSON.stringify(m.report)))`,
    );
    const report = JSON.parse(stdout.toString()) as { name: string; bytes: number; ops: number };
    expect(report).toMatchObject({ name: "base", ops: 3 });
    expect(report.bytes).toBeGreaterThan(500);
  });

  it("has the command line tool", async () => {
    writeFileSync(join(folder, "Dockerfile"), "FROM alpine\nCOPY a /\n");
    const { stdout, stderr } = await run("npx", "dockerfile-llb", "dump", "--resolve=offline", ".");
    expect(stdout.length).toBeGreaterThan(500);
    expect(stderr.toString()).toContain("offline");
  });
});
