import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { elfMachines, readElf } from "../elf.ts";
import { type BuiltCase, buildSalted, type CaseBench } from "./case-build.ts";
import type { CaseInputs } from "./case-inputs.ts";
import type { EndToEndCase, ExpectedFile, Outcome } from "./cases.ts";
import type { ArchivedImage } from "./image-archive.ts";
import { assertAllCached, stepNames, stepsThatRan } from "./progress.ts";

/** Fails where a build, or one of its images, is not what its case says. */
export async function expectCase(one: EndToEndCase, built: BuiltCase, inputs: CaseInputs): Promise<void> {
  const log = [...built.result.progress.logs.values()].join("");
  for (const text of one.logs?.(inputs) ?? []) expect(log).toContain(text);
  await expectOutcome(one, built);
  for (const image of built.images)
    for (const text of inputs.hidden) expect(await image.holds(text), "the image holds what it must not").toBe(false);
}

/** Fails where a build's steps or images are not as it is said of them. */
export async function expectOutcome(one: Outcome, built: BuiltCase): Promise<void> {
  for (const stage of one.unreachable ?? []) {
    const steps = built.result.progress.vertices.map((vertex) => vertex.name);
    expect(steps.filter((name) => new RegExp(`^\\[([^\\]]* )?${stage} \\d+/`).test(name))).toEqual([]);
  }
  if (one.platforms !== undefined) expect(built.images.map((image) => image.platform)).toEqual(one.platforms);
  expect(built.images.length).toBe(one.platforms?.length ?? 1);
  for (const image of built.images) await expectImage(one, image);
}

/** Fails where a build by the second frontend runs a step of what the first one has built. */
export async function expectSharedCache(
  bench: CaseBench,
  one: EndToEndCase,
  [first, second]: readonly [string, string],
): Promise<void> {
  const salt = randomBytes(8).toString("hex");
  const { progress } = await buildSalted(bench, one, first, salt);
  expect(stepsThatRan(progress)).not.toEqual([]);
  if (one.logOfUsedCache !== undefined) expect([...progress.logs.values()]).toContain(one.logOfUsedCache);
  const again = await buildSalted(bench, one, second, salt);
  assertAllCached(again.progress);
  expect(stepNames(again.progress)).toEqual(stepNames(progress));
}

async function expectImage(one: Outcome, image: ArchivedImage): Promise<void> {
  const { config } = image.config;
  for (const [name, value] of Object.entries(one.config ?? {}))
    expect({ [name]: config?.[name] }).toEqual({ [name]: value });
  for (const [path, expected] of Object.entries(one.files ?? {})) await expectFile(image, path, expected);
  for (const path of one.absentFiles ?? []) expect([path, image.tree.get(path)]).toEqual([path, undefined]);
  if (one.program !== undefined) {
    const program = await image.readFile(one.program);
    const architecture = image.config.architecture as keyof typeof elfMachines;
    expect(readElf(program ?? new Uint8Array())).toEqual({ machine: elfMachines[architecture], isStatic: true });
  }
}

async function expectFile(image: ArchivedImage, path: string, expected: ExpectedFile): Promise<void> {
  const entry = image.tree.get(path);
  const { content, owner, ...attributes } = expected;
  expect({ path, ...entry }).toMatchObject({ path, ...attributes });
  if (owner !== undefined) expect([path, `${entry?.uid}:${entry?.gid}`]).toEqual([path, owner]);
  if (content !== undefined) expect([path, (await image.readFile(path))?.toString()]).toEqual([path, content]);
}
