#!/usr/bin/env node
/** The program `dockerfile-llb`: one file a command. */
import { readFileSync } from "node:fs";
import { asInternalFault, InternalFault } from "../../text/internal-fault.ts";
import { thrownText } from "../../text/thrown-text.ts";
import { UsageError } from "./arguments.ts";
import { Explanation } from "./explain.ts";
import { help, messages } from "./messages.ts";
import { writeStdout } from "./output.ts";

/** The commands by name; each is loaded when it is called. */
const commands: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<number>>>> = {
  dump: async () => (await import("./dump.ts")).dump,
};

async function main([name = "--help", ...args]: readonly string[]): Promise<number> {
  if (name === "--help" || name === "-h" || name === "help") return (await writeStdout(help)) ? 0 : 1;
  if (name === "--version") return (await writeStdout(`dockerfile-llb ${version()}\n`)) ? 0 : 1;
  if (!Object.hasOwn(commands, name)) throw new UsageError(messages.unknownCommand(name));
  const command = await (commands[name] as (typeof commands)[string])();
  return command(args);
}

function version(): string {
  // Beside src in a checkout, beside dist/src in a package.
  for (const path of ["../../../package.json", "../../../../package.json"]) {
    try {
      const { name, version: text } = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
      if (name === "dockerfile-llb") return text;
    } catch {
      // The other place has it.
    }
  }
  return "";
}

function report(error: unknown, command: string | undefined): number {
  if (error instanceof UsageError) {
    const known =
      command !== undefined && Object.hasOwn(commands, command)
        ? `dockerfile-llb ${command} --help`
        : "dockerfile-llb --help";
    process.stderr.write(`${messages.usage(error.message, known)}\n`);
    return 2;
  }
  if (error instanceof Explanation) process.stderr.write(error.message);
  else process.stderr.write(`${messages.failure(thrownText(asInternalFault(error) ?? error))}\n`);
  return 1;
}

const args = process.argv.slice(2);
process.on("uncaughtException", (error: unknown) =>
  process.exit(report(new InternalFault(thrownText(error)), args[0])),
);
// A daemon that does not answer keeps its calls open, and the process with them.
process.exit(await main(args).catch((error: unknown) => report(error, args[0])));
