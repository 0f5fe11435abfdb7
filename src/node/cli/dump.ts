import { build } from "../../frontend/build.ts";
import type { Ref, Result } from "../../gateway/gateway.ts";
import { encodeDefinition } from "../../llb/definition.ts";
import type { RenderOptions } from "../../text/render-diagnostic.ts";
import { hostPlatform } from "../host-platform.ts";
import { type DumpArguments, parseDumpArguments } from "./arguments.ts";
import { definitionReport } from "./definition-report.ts";
import { openDumpGateway } from "./dump-gateway.ts";
import { type DumpInput, dumpInput } from "./dump-input.ts";
import { explain } from "./explain.ts";
import type { LocalGateway } from "./local-gateway.ts";
import { dumpHelp, messages } from "./messages.ts";
import { type OutputFile, writeFiles, writeStdout } from "./output.ts";

/** Exit status of a process whose reader has gone, as the shell gives it for SIGPIPE. */
const brokenPipe = 141;

/**
 * Runs `dockerfile-llb dump` and returns its exit status. Throws `UsageError` for a bad command line, an Error whose
 * message is for the user for everything else.
 */
export async function dump(args: readonly string[]): Promise<number> {
  const parsed = parseDumpArguments(args, process.env);
  if (parsed.help) return (await writeStdout(dumpHelp)) ? 0 : brokenPipe;
  if (process.stdout.isTTY && !parsed.json) throw new Error(messages.terminal(await commandText(args)));
  const input = dumpInput(parsed);
  const { resolve } = parsed;
  const { gateway, end } = await openDumpGateway(input, { resolve, address: process.env["BUILDKIT_HOST"] });
  try {
    const result = await compile(gateway, input);
    writeFiles(imageFiles(result, parsed));
    return (await writeStdout(outputOf(gateway, result, parsed))) ? 0 : brokenPipe;
  } finally {
    await end();
  }
}

/** The command as the user's shell would read it. */
async function commandText(args: readonly string[]): Promise<string> {
  const { quote } = await import("shell-quote");
  return quote(["dockerfile-llb", "dump", ...args]);
}

async function compile(gateway: LocalGateway, input: DumpInput): Promise<Result> {
  let result: Result;
  try {
    result = await build(gateway, { defaultPlatform: hostPlatform(), newIds: stableIds });
  } catch (error) {
    throw explain(error, dockerfileOf(input), terminal());
  }
  if (result.refs === undefined) return result;
  const [platform, another] = [...result.refs];
  if (platform === undefined || another !== undefined) throw new Error(messages.severalPlatforms);
  return singleResult(result, platform);
}

/** A result by platform that has one platform only, as the result without. */
function singleResult({ metadata }: Result, [platform, ref]: readonly [string, Ref | undefined]): Result {
  const suffix = `/${platform}`;
  const withoutSuffix = (key: string) => (key.endsWith(suffix) ? key.slice(0, -suffix.length) : key);
  return { ref, metadata: new Map([...metadata].map(([key, value]) => [withoutSuffix(key), value])) };
}

/** The Dockerfile again, for showing lines of it: empty where only a daemon can read it. */
function dockerfileOf({ locals, filename }: DumpInput): { name: string; bytes: Uint8Array } {
  try {
    return { name: filename, bytes: locals.get("dockerfile")?.readFile(filename) ?? new Uint8Array() };
  } catch {
    return { name: filename, bytes: new Uint8Array() };
  }
}

function terminal(): RenderOptions {
  const { isTTY, columns } = process.stderr;
  const color = isTTY === true && (process.env["NO_COLOR"] ?? "") === "";
  return isTTY ? { color, width: columns } : { color };
}

/** Ids that are the same in each run, so that the same input gives the same definition. */
function stableIds(): () => string {
  let last = 0;
  return () => `dump${String(++last).padStart(21, "0")}`;
}

function outputOf(gateway: LocalGateway, result: Result, { json }: DumpArguments): Uint8Array | string {
  const definition = gateway.definitionOf(result.ref);
  return json ? definitionReport(definition, result) : encodeDefinition(definition);
}

function imageFiles({ metadata }: Result, { imageConfig, baseImageConfig }: DumpArguments): OutputFile[] {
  const files: OutputFile[] = [];
  const image = metadata.get("containerimage.config");
  if (imageConfig !== undefined && image !== undefined) files.push({ path: imageConfig, content: image });
  const base = metadata.get("containerimage.base.config");
  if (baseImageConfig !== undefined) {
    if (base !== undefined) files.push({ path: baseImageConfig, content: base });
    else process.stderr.write(`${messages.failure(messages.noBaseImage(baseImageConfig))}\n`);
  }
  return files;
}
