/**
 * Makes a copy of the reference's module whose answers do not vary from run to run. The released one follows the random
 * order of Go's maps, resolves base images at the same time, and asks ssh servers for their keys; here maps are walked
 * by name, stages by line, bases resolved in the order of the file, and no key is found.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { Failure } from "../failure.ts";
import { messages } from "../messages.ts";

interface Edit {
  /** A file of the module. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** How often `find` stands in the file; 1 by default. */
  readonly times?: number;
}

const own = "github.com/dockerfile-llb/dockerfile-llb/tools/oracle";
const converter = "frontend/dockerfile/dockerfile2llb";
const instructions = "frontend/dockerfile/instructions";

/** What is walked by name, by file. */
const byName: readonly (readonly [file: string, loop: string, map: string])[] = [
  [`${converter}/validations.go`, "cmdVar := range ", "unmatched"],
  [`${converter}/validations.go`, "arg := range ", "unmatched"],
  [`${converter}/validations.go`, "arg := range ", "testArgKeys"],
  [`${converter}/convert.go`, "for k := range ", "keys"],
  [`${converter}/outline.go`, "range ", "ds.outline.usedArgs"],
  [`${converter}/outline.go`, "range ", "ds.outline.secrets"],
  [`${converter}/outline.go`, "range ", "ds.outline.ssh"],
  ["frontend/dockerfile/linter/linter.go", "range ", "uniqueRules"],
  ["frontend/dockerfile/dfgitutil/git_ref.go", "range ", "query"],
  [`${instructions}/bflag.go`, "range ", "bf.used"],
  [`${instructions}/bflag.go`, "range ", "flags"],
  [`${instructions}/commands_runmount.go`, "range ", "allowedSharingModes"],
  [`${instructions}/commands_runmount.go`, "range ", "allowedMountTypes"],
  [`${instructions}/parse.go`, "range ", "command.Commands"],
  ["frontend/attestations/parse.go", "for k := range ", "values"],
  ["frontend/attestations/parse.go", "for k, v := range ", "values"],
  ["frontend/attestations/parse.go", "range ", "attests"],
  ["frontend/attestations/sbom/sbom.go", "range ", "params"],
  ["frontend/attestations/sbom/sbom.go", "range ", "extras"],
];

/** Which stages are walked in the order of the file. */
const byLine: readonly (readonly [file: string, map: string, times: number])[] = [
  [`${converter}/outline.go`, "ds.deps", 3],
  [`${converter}/validations.go`, "state.deps", 1],
  [`${converter}/convert.go`, "allReachable", 1],
];

const errgroup: Omit<Edit, "file"> = { find: '"golang.org/x/sync/errgroup"', replace: `"${own}/inorder/errgroup"` };

const edits: readonly Edit[] = [
  ...byName.map(([file, loop, map]) => ({
    file,
    find: `${loop}${map} {`,
    replace: `${loop}inorder.Names(${map}) {`,
  })),
  ...byLine.map(([file, map, times]) => ({
    file,
    find: `range ${map} {`,
    replace: `range inorder.By(${map}, lineOfStage) {`,
    times,
  })),
  ...[...new Set([...byName, ...byLine].map(([file]) => file))].map((file) => ({
    file,
    find: "import (\n",
    replace: `import (\n\t"${own}/inorder"\n`,
  })),
  { file: `${converter}/convert.go`, ...errgroup },
  { file: "frontend/dockerui/build.go", ...errgroup },
  // A network that does not exist: every scan fails at once.
  { file: "util/sshutil/keyscan.go", find: 'Dial("tcp"', replace: 'Dial("none"' },
];

const lineOfStage = `package dockerfile2llb

// lineOfStage returns where a stage, or the instruction that brings it in, begins.
func lineOfStage[V any](stage *dispatchState, _ V) int {
	start, _ := rangeStartEnd(stage.stage.Location)
	return start
}
`;

/** All that decides what the copy holds, for a key. */
export const patchText: string = JSON.stringify(edits) + lineOfStage;

/** Copies the module at `released` to `copy`, changed; a Failure where a text to replace is not what it was. */
export function patchReference(released: string, copy: string): void {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  cpSync(released, copy, { recursive: true, filter: (path) => isBuilt(relative(released, path)) });
  for (const edit of edits) change(copy, edit);
  writeFileSync(join(copy, converter, "order_of_stages.go"), lineOfStage);
}

// A module cache is read-only, so files are written anew.
function change(copy: string, { file, find, replace, times = 1 }: Edit): void {
  const path = join(copy, file);
  const parts = readFileSync(path, "utf8").split(find);
  if (parts.length !== times + 1) throw new Failure(messages.patchDoesNotFit(file, find, times, parts.length - 1));
  rmSync(path);
  writeFileSync(path, parts.join(replace));
}

function isBuilt(path: string): boolean {
  return !path.endsWith("_test.go") && !["vendor", "docs", "hack"].includes(path.split(sep)[0] ?? "");
}
