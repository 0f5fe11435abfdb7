/**
 * Makes a copy of the reference's module in which its integration suite `frontend/dockerfile` compiles and judges a
 * gateway image by all its cases. Changed are the harness and what names the frontend, never what a case claims.
 */
import { appendFileSync, chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { Failure } from "../failure.ts";
import { messages } from "./messages.ts";

interface Edit {
  /** A file of the module. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** How often `find` stands in the file; 1 by default. */
  readonly times?: number;
}

const suite = "frontend/dockerfile";
const imageVariable = "DOCKERFILE_LLB_SUITE_IMAGE";

const edits: readonly Edit[] = [
  // The harness tells the client below under which name its registry serves the image.
  {
    file: `${suite}/dockerfile_test.go`,
    find: `frontends["gateway"] =`,
    replace: `os.Setenv("${imageVariable}", name)\n\t\tfrontends["gateway"] =`,
  },
  // A request that names the daemon's own frontend goes to the image.
  {
    file: "frontend/gateway/grpcclient/client.go",
    find: "var cacheImports []*pb.CacheOptionsEntry",
    replace: `if image := os.Getenv("${imageVariable}"); image != "" && creq.Frontend == "dockerfile.v0" {
		opts := map[string]string{"source": image}
		for name, value := range creq.FrontendOpt {
			opts[name] = value
		}
		creq.Frontend, creq.FrontendOpt = "gateway.v0", opts
	}
	var cacheImports []*pb.CacheOptionsEntry`,
  },
  // So these cases have a subject with an image too.
  ...(
    [
      ["dockerfile_client_test.go", 1],
      ["dockerfile_outline_test.go", 4],
      ["dockerfile_targets_test.go", 2],
    ] as const
  ).map(([file, times]) => ({
    file: `${suite}/${file}`,
    find: "f.(*clientFrontend); !ok",
    replace: "f.(*gatewayFrontend); !ok",
    times,
  })),
];

// Released versions of two modules that the reference's go.mod names by commits that are not served.
const replacements = `
replace github.com/moby/policy-helpers => github.com/moby/policy-helpers v0.0.0-20260901142052-72f704e6cdb6

replace github.com/tonistiigi/fsutil => github.com/tonistiigi/fsutil v0.0.0-20260819142231-83cac42c1c52
`;

/** All that decides what the copy holds, for a key. */
export const patchText: string = JSON.stringify(edits) + replacements;

/** Copies the module at `released` to `copy`, changed; a Failure where a text to replace is not what it was. */
export function patchSuite(released: string, copy: string): void {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  cpSync(released, copy, { recursive: true, filter: (path) => isNeeded(relative(released, path)) });
  // A module cache is read-only.
  for (const name of ["go.mod", "go.sum", ...edits.map(({ file }) => file)]) {
    chmodSync(join(copy, dirname(name)), 0o755);
    chmodSync(join(copy, name), 0o644);
  }
  for (const edit of edits) change(copy, edit);
  appendFileSync(join(copy, "go.mod"), replacements);
}

function change(copy: string, { file, find, replace, times = 1 }: Edit): void {
  const path = join(copy, file);
  const parts = readFileSync(path, "utf8").split(find);
  if (parts.length !== times + 1) throw new Failure(messages.patchDoesNotFit(file, find, times, parts.length - 1));
  writeFileSync(path, parts.join(replace));
}

function isNeeded(path: string): boolean {
  return !["vendor", "docs", "hack"].includes(path.split(sep)[0] ?? "");
}
