import type { Mount } from "../../dockerfile/ast/mount.ts";
import type { RunInstruction } from "../../dockerfile/ast/run.ts";
import { chompHeredoc, heredocWordOrNone } from "../../dockerfile/lines/heredoc-word.ts";
import { parseMount } from "../../dockerfile/parse/mount.ts";
import type { Environment } from "../../dockerfile/words/environment.ts";
import { GoError } from "../../go/go-error.ts";
import { join } from "../../go/path.ts";
import { formatList } from "../../go/quote.ts";
import { cap } from "../../llb/caps.ts";
import type { EnvList } from "../../llb/env-list.ts";
import type { RunOptions } from "../../llb/ops/run-options.ts";
import { scratch } from "../../llb/state.ts";
import { encodeUtf8 } from "../../text/utf8.ts";
import { commandDescription } from "../command-description.ts";
import { expander } from "../expander.ts";
import type { LoweringStage, Step } from "../lowering-stage.ts";
import { messages } from "../messages.ts";
import { progressText, summarizeHeredoc } from "../progress-name.ts";
import { sourceLocations } from "../source-locations.ts";
import { stepName } from "../step-name.ts";
import { withShell } from "../with-shell.ts";
import { lowerMounts, type MountParts } from "./run-mounts.ts";

/** What a RUN executes: its words, how progress names it, and the script it mounts, if any. */
interface RunProgram {
  readonly args: readonly string[];
  readonly name: string;
  readonly mounts: MountParts["mounts"];
}

/** RUN. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchRun */
export function lowerRun(step: Step<RunInstruction>): void {
  const { stage, instruction, command } = step;
  const { context } = stage;
  const expand = expander(step);
  const mounts = instruction.mounts.map((mount) => parseMount(mount, expand));
  // A command may touch any file.
  stage.plan.usedPaths.add("/");
  const program = programOf(step);
  const args = instruction.command.json ? program.args : withShell(stage.image, program.args);
  const parts = lowerMounts(step, mounts);
  const env = stage.state.env;
  const text = progressText(program.name, maskSecrets(mounts, env), {
    escape: context.escape,
    rawQuotes: true,
    rawEscapes: true,
    skipUnsetEnv: true,
  });
  const options: RunOptions = {
    ...sandboxOptions(step),
    ...commandDescription(instruction.code),
    customName: stepName(step, text, stage.state.platform),
    locations: sourceLocations(context, command.lines),
    ignoreCache: stage.plan.ignoreCache,
    mounts: [...program.mounts, ...parts.mounts, ...sharedMemory(stage)],
    secrets: parts.secrets,
    ssh: parts.ssh,
    ...(context.proxyEnv !== undefined && { proxyEnv: context.proxyEnv }),
  };
  stage.state = stage.state.run(args, options);
  stage.image.addHistory(`RUN ${historyText(args, stage.args, env)}`, { layer: true, buildkit: true });
}

/** The words to run; heredocs become a script file, the shell's text, or are put together again for the shell. */
function programOf({ stage, instruction }: Step<RunInstruction>): RunProgram {
  const { args, heredocs, json } = instruction.command;
  const [first] = heredocs;
  if (first === undefined) return { args, name: instruction.code, mounts: [] };
  const [text] = args;
  if (text === undefined || args.length !== 1 || json) throw new GoError(messages.runCommand(formatList(args)));
  if (heredocWordOrNone(text) === undefined) {
    const bodies = heredocs.map(({ content, name }) => `\n${content}${name}`);
    return { args: [text + bodies.join("")], name: instruction.code, mounts: [] };
  }
  const name = `${instruction.code} (${summarizeHeredoc(first.content)})`;
  const body = first.chomp ? chompHeredoc(first.content) : first.content;
  if (stage.image.os === "windows" || !body.startsWith("#!")) return { args: [body], name, mounts: [] };
  return { args: [join("/dev/pipes/", first.name)], name, mounts: [scriptMount(stage, first.name, body)] };
}

function scriptMount(stage: LoweringStage, name: string, body: string): RunProgram["mounts"][number] {
  const source = scratch()
    .dir("/")
    .file([{ kind: "mkfile", path: name, mode: 0o755, data: encodeUtf8(body) }], {
      customName: "[internal] preparing inline document",
      platform: stage.platform,
    });
  return { target: "/dev/pipes/", source, selector: "/", readonly: true };
}

/** What the client asks of every RUN, as far as the daemon can do it, and the flags of this one. */
function sandboxOptions({ stage, instruction }: Step<RunInstruction>): RunOptions {
  const { options } = stage.context;
  const can = (id: string): boolean => options.caps.supports(id);
  const devices = can(cap.execMetaCdi)
    ? [...(options.devices ?? []), ...instruction.devices.map(({ name, required }) => ({ name, optional: !required }))]
    : [];
  return {
    ...(instruction.network !== "default" && { networkMode: instruction.network }),
    securityMode: instruction.security,
    devices,
    extraHosts: options.extraHosts ?? [],
    ulimits: can(cap.execMetaUlimit) ? (options.ulimits ?? []) : [],
    ...(can(cap.execMetaCgroupParent) && options.cgroupParent !== undefined && { cgroupParent: options.cgroupParent }),
    ...(can(cap.execMetaLinuxResources) &&
      options.linuxResources !== undefined && { linuxResources: options.linuxResources }),
  };
}

function sharedMemory({ context }: LoweringStage): MountParts["mounts"] {
  const size = context.options.shmSize ?? 0;
  if (size <= 0 || !context.options.caps.supports(cap.execMountTmpfsSize)) return [];
  return [{ target: "/dev/shm", source: scratch(), tmpfs: { size } }];
}

/** The environment with `****` for variables that come from secrets. @mirrors frontend/dockerfile/dockerfile2llb/convert_secrets.go withSecretEnvMask */
function maskSecrets(mounts: readonly Mount[], env: Environment): Environment {
  const names = new Set(
    mounts.flatMap(({ type, env: name }) => (type === "secret" && name !== undefined ? [name] : [])),
  );
  if (names.size === 0) return env;
  return {
    get: (key) => (names.has(key) ? "****" : env.get(key)),
    keys: () => [...env.keys().filter((key) => !names.has(key)), ...names],
  };
}

/** A RUN in the image's history: `|N` and the ARGs in force, then the words. @mirrors frontend/dockerfile/dockerfile2llb/convert.go runCommandString */
function historyText(args: readonly string[], stageArgs: EnvList, env: Environment): string {
  const keys = stageArgs.keys();
  if (keys.length === 0) return args.join(" ");
  return [`|${keys.length}`, ...keys.map((key) => `${key}=${env.get(key) ?? stageArgs.get(key)}`), ...args].join(" ");
}
