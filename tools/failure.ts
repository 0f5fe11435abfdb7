/** One sentence for the person at the terminal; anything else that is thrown is a bug and keeps its stack. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** Runs a program's main function; a Failure ends it as one sentence on stderr with exit code 1. */
export async function exitOnFailure(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** Tells how a step goes on stderr: stdout is kept for what another program reads. */
export function tell(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
