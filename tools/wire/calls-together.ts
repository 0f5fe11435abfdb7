import type { Answer, RecordedCall } from "../../src/testing/stdio-gateway.ts";
import { comparableCall } from "./comparable.ts";

/** A daemon that answers no call before it is sure that no other comes without an answer. */
export interface PatientDaemon {
  readonly answer: (call: RecordedCall) => Promise<Answer>;
  /** The calls that were in flight together, in the order of their texts, one time after the other. */
  readonly together: readonly (readonly string[])[];
}

/** How long no call must come, in milliseconds: more than a busy machine takes between two calls of one turn. */
const quietMs = 400;

/** Holds calls back until no more of them come, and answers all of them then, from another daemon's script. */
export function patientDaemon(daemon: (call: RecordedCall) => Answer): PatientDaemon {
  const together: string[][] = [];
  let held: { readonly call: RecordedCall; readonly release: () => void }[] = [];
  let quiet: NodeJS.Timeout | undefined;

  function releaseAll(): void {
    together.push(held.map(({ call }) => comparableCall(call)).sort());
    for (const { release } of held) release();
    held = [];
  }

  const answer = async (call: RecordedCall): Promise<Answer> => {
    clearTimeout(quiet);
    quiet = setTimeout(releaseAll, quietMs);
    await new Promise<void>((release) => held.push({ call, release }));
    return daemon(call);
  };
  return { answer, together };
}
