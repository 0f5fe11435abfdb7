import { CodedError, code } from "../gateway/errors.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { asInternalFault, InternalFault } from "../text/internal-fault.ts";
import { thrownText } from "../text/thrown-text.ts";
import { stdioDuplex } from "./grpc/stdio-duplex.ts";
import { messages } from "./messages.ts";
import { serveBuild } from "./serve-build.ts";

/** How long a build that was cut short may still tell the daemon why. */
const farewellMs = 500;

let gateway: Gateway | undefined;

/**
 * Serves the build request that is told in the environment, over stdin and stdout, and ends the process: with 0 right
 * after the daemon has taken the answer, else with 1, within a second of a signal or the end of stdin.
 */
export function runFrontend(): void {
  main().catch((error: unknown) => exit(1, asInternalFault(error)?.message ?? thrownText(error)));
}

async function main(): Promise<void> {
  process.exitCode = 1;
  // One word on stdout would end the conversation.
  Object.defineProperty(process, "stdout", { get: () => process.stderr });
  process.on("uncaughtException", (error: unknown) => cutShort(new InternalFault(thrownText(error), error)));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => cutShort(canceled()));
  const { answered, failure } = await serveBuild(stdioDuplex(), process.env, {
    greeted: (connected) => {
      gateway = connected;
    },
    lost: (reason) => {
      // What still fails because of it says nothing new.
      process.removeAllListeners("uncaughtException").on("uncaughtException", () => exit(1, reason.message));
      process.nextTick(exit, 1, reason.message);
    },
  });
  exit(answered ? 0 : 1, failure);
}

function canceled(): Error {
  return new CodedError(code.canceled, new Error(messages.canceled));
}

/** Tells the daemon why the build ends here, if it still listens. */
function cutShort(reason: Error): void {
  setTimeout(exit, farewellMs, 1, reason.message);
  gateway?.return({ error: reason }).then(
    () => exit(1, reason.message),
    () => {},
  );
}

/** The session is not closed first: BuildKit takes the end of the process for its end, and a closed session for a crash. */
function exit(exitCode: number, failure?: string): never {
  if (failure !== undefined) process.stderr.write(`${messages.failure(failure)}\n`);
  process.exit(exitCode);
}
