import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tell } from "../tools/failure.ts";
import { shapes } from "./growing-dockerfiles.ts";
import { startLoops } from "./loop.ts";
import type { Pass } from "./pass.ts";
import type { Row } from "./row.ts";
import type { Sides } from "./side.ts";

const mebi = 1024 * 1024;
// Beyond this a side is not asked for the next larger size of the same shape.
const patienceSeconds = 60;

/** Seconds and peak memory of both sides for Dockerfiles of growing size, each in processes of its own. */
export async function measureGrowth(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, sizes, dockerfile } of shapes) {
    let worthAsking = { ours: true, reference: true };
    for (const size of sizes) {
      const taken = await compileAlone(dockerfile(size), worthAsking);
      rows.push(...rowsOf(`${name} ${size}`, taken));
      worthAsking = {
        ours: worthAsking.ours && (taken.ours?.seconds ?? 0) < patienceSeconds,
        reference: worthAsking.reference && (taken.reference?.seconds ?? 0) < patienceSeconds,
      };
    }
  }
  return rows;
}

async function compileAlone(dockerfile: string, asked: Sides<boolean>): Promise<Sides<Pass | undefined>> {
  const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-growth-"));
  const file = join(folder, "request.jsonl");
  writeFileSync(file, `${JSON.stringify({ id: "growth", dockerfile })}\n`);
  const loops = await startLoops(file);
  try {
    const ours = asked.ours ? await loops.ours.pass() : undefined;
    return { ours, reference: asked.reference ? await loops.reference.pass() : undefined };
  } finally {
    loops.ours.end();
    loops.reference.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(what: string, { ours, reference }: Sides<Pass | undefined>): readonly Row[] {
  const bytes = (reference ?? ours)?.bytes ?? 0;
  const note = `${(bytes / mebi).toFixed(1)} MiB made`;
  const pick = (figure: (pass: Pass) => number): Sides<number> => ({
    ours: ours === undefined ? Number.NaN : figure(ours),
    reference: reference === undefined ? Number.NaN : figure(reference),
  });
  tell(`${what}: ${ours?.seconds.toFixed(2) ?? "-"} s, reference ${reference?.seconds.toFixed(2) ?? "-"} s`);
  return [
    { what, unit: "s", values: pick((pass) => pass.seconds), note },
    { what: `${what}, memory`, unit: "MiB", values: pick((pass) => pass.peakBytes / mebi), note },
  ];
}
