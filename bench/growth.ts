import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tell } from "../tools/failure.ts";
import { type Shape, shapes } from "./growing-dockerfiles.ts";
import { type Loop, startLoops } from "./loop.ts";
import { mebibytes } from "./mebibyte-dockerfiles.ts";
import { messages } from "./messages.ts";
import type { Row } from "./row.ts";
import { median, type Sides } from "./side.ts";

const mebi = 1024 * 1024;
// What takes no time is compiled more than once: a frontend that has just started is slow at first.
const warmSeconds = 2;
const mostPasses = 9;

/** What one side took for one Dockerfile; it has no seconds where it was stopped. */
interface Taken {
  readonly seconds?: number;
  readonly cpuSeconds?: number;
  readonly bytes?: number;
  readonly peakMebi: number | undefined;
}

/** Seconds and peak memory of both sides for Dockerfiles of growing size, each in processes of its own. */
export function measureGrowth(only = /./): Promise<readonly Row[]> {
  return measureShapes(named(shapes, only), 60, (name, size) => `${name} ${size}`);
}

/** The same for one mebibyte of each kind of thing that stands in a Dockerfile. */
export function measureMebibytes(only = /./): Promise<readonly Row[]> {
  return measureShapes(named(mebibytes, only), 20, (name) => name);
}

function named(all: readonly Shape[], only: RegExp): readonly Shape[] {
  return all.filter(({ name }) => only.test(name));
}

/** A side that takes longer than `patienceSeconds` is stopped, and not asked for the next larger size of the shape. */
async function measureShapes(
  all: readonly Shape[],
  patienceSeconds: number,
  rowName: (shape: string, size: number) => string,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, sizes, dockerfile } of all) {
    let asked: Sides<boolean> = { ours: true, reference: true };
    for (const size of sizes) {
      const taken = await compileAlone(dockerfile(size), asked, patienceSeconds);
      rows.push(...rowsOf(rowName(name, size), taken, patienceSeconds));
      asked = { ours: taken.ours?.seconds !== undefined, reference: taken.reference?.seconds !== undefined };
    }
  }
  return rows;
}

async function compileAlone(
  dockerfile: string,
  asked: Sides<boolean>,
  patienceSeconds: number,
): Promise<Sides<Taken | undefined>> {
  const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-growth-"));
  const file = join(folder, "request.jsonl");
  writeFileSync(file, `${JSON.stringify({ id: "growth", dockerfile })}\n`);
  const loops = await startLoops(file);
  try {
    const ours = asked.ours ? await passOrStop(loops.ours, patienceSeconds) : undefined;
    return { ours, reference: asked.reference ? await passOrStop(loops.reference, patienceSeconds) : undefined };
  } finally {
    loops.ours.end();
    loops.reference.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function passOrStop(loop: Loop, patienceSeconds: number): Promise<Taken> {
  let peakMebi: number | undefined;
  let stopped = false;
  const timer = setTimeout(() => {
    stopped = true;
    peakMebi = loop.stop();
  }, patienceSeconds * 1000);
  try {
    const first = await loop.pass();
    const passes = [first];
    for (let spent = first.seconds; spent < warmSeconds && passes.length < mostPasses; ) {
      const pass = await loop.pass();
      passes.push(pass);
      spent += pass.seconds;
    }
    return {
      seconds: median(passes.map(({ seconds }) => seconds)),
      cpuSeconds: median(passes.map(({ cpuSeconds }) => cpuSeconds)),
      bytes: first.bytes,
      peakMebi: first.peakBytes / mebi,
    };
  } catch (error) {
    if (stopped) return { peakMebi };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function rowsOf(what: string, { ours, reference }: Sides<Taken | undefined>, patienceSeconds: number): readonly Row[] {
  const bytes = ours?.bytes ?? reference?.bytes ?? 0;
  const stopped = [
    ...(ours !== undefined && ours.seconds === undefined ? [messages.stopped("ours", patienceSeconds)] : []),
    ...(reference !== undefined && reference.seconds === undefined
      ? [messages.stopped("the reference", patienceSeconds)]
      : []),
  ];
  const note = [`${(bytes / mebi).toFixed(1)} MiB made`, ...stopped].join(", ");
  const pick = (figure: (taken: Taken) => number | undefined): Sides<number> => ({
    ours: (ours && figure(ours)) ?? Number.NaN,
    reference: (reference && figure(reference)) ?? Number.NaN,
  });
  const rows: readonly Row[] = [
    { what, unit: "s", values: pick(({ seconds }) => seconds), note },
    { what: `${what}, processor time`, unit: "s", values: pick(({ cpuSeconds }) => cpuSeconds) },
    { what: `${what}, memory`, unit: "MiB", values: pick(({ peakMebi }) => peakMebi) },
  ];
  for (const { what: name, unit, values } of rows) tell(`${name}: ${values.ours} ${unit}, ${values.reference} ${unit}`);
  return rows;
}
