import type { Mount } from "../../dockerfile/ast/mount.ts";
import type { RunInstruction } from "../../dockerfile/ast/run.ts";
import { GoError } from "../../go/go-error.ts";
import { clean, isAbs, join } from "../../go/path.ts";
import { cap } from "../../llb/caps.ts";
import type { Mount as ExecMount } from "../../llb/ops/exec-mount.ts";
import { ownerIds } from "../../llb/ops/file-action.ts";
import type { Secret, SshSocket } from "../../llb/ops/run-options.ts";
import { type State, scratch } from "../../llb/state.ts";
import type { Step } from "../lowering-stage.ts";
import { messages } from "../messages.ts";
import type { PlannedStage } from "../plan/planned-stage.ts";
import { lowerSecret } from "./run-secret.ts";
import { lowerSsh } from "./run-ssh.ts";

/** The mounts of one RUN by what the op makes of them. */
export interface MountParts {
  readonly mounts: readonly ExecMount[];
  readonly secrets: readonly Secret[];
  readonly ssh: readonly SshSocket[];
}

/** RUN --mount. @mirrors frontend/dockerfile/dockerfile2llb/convert_runmount.go dispatchRunMounts */
export function lowerMounts(step: Step<RunInstruction>, mounts: readonly Mount[]): MountParts {
  const parts = { mounts: [] as ExecMount[], secrets: [] as Secret[], ssh: [] as SshSocket[] };
  mounts.forEach((mount, index) => {
    const from = sourceStage(step, mount, index);
    if (mount.type === "secret") parts.secrets.push(lowerSecret(step, mount));
    else if (mount.type === "ssh") parts.ssh.push(lowerSsh(step, mount));
    else parts.mounts.push(lowerFileMount(step, mount, from));
  });
  return parts;
}

/** Where a mount's files come from: undefined for the main context. */
function sourceStage(step: Step<RunInstruction>, mount: Mount, index: number): PlannedStage | undefined {
  const from = mount.from === "" && mount.type === "cache" ? "scratch" : mount.from;
  if (from === "") return undefined;
  const stage = step.command.sources[index];
  if (stage === undefined || step.stage.context.lowered(stage) === undefined) {
    throw new GoError(messages.mountTooEarly(from, mount.target));
  }
  return stage;
}

function lowerFileMount(step: Step<RunInstruction>, mount: Mount, from: PlannedStage | undefined): ExecMount {
  const { stage } = step;
  const target = targetOf(step, mount);
  const selector = join("/", mount.source);
  const ownedCache = selector === "/" && (mount.uid ?? mount.gid ?? mount.mode) !== undefined;
  const files = mount.type === "tmpfs" ? scratch() : sourceState(step, from);
  const source = ownedCache ? withOwnedDirectory(files, mount) : files;
  (from === undefined ? stage.contextPaths : from.usedPaths).add(selector);
  const shared = {
    target,
    source,
    readonly: mount.readOnly,
    ...(selector !== "/" && { selector }),
    ...(ownedCache && { selector: "/cache" }),
  };
  if (mount.type === "tmpfs") return { ...shared, tmpfs: { size: mount.sizeLimit } };
  if (mount.type === "cache") {
    const id = mount.cacheId === "" ? clean(mount.target) : mount.cacheId;
    const namespace = stage.context.options.cacheIdNamespace ?? "";
    const sharing = mount.cacheSharing === "" ? "shared" : mount.cacheSharing;
    return { ...shared, cache: { id: `${namespace}/${id}`, sharing } };
  }
  const noOutput = !mount.readOnly && stage.context.options.caps.supports(cap.execMountBindReadWriteNoOutput);
  return { ...shared, noOutput };
}

function sourceState({ stage }: Step<RunInstruction>, from: PlannedStage | undefined): State {
  if (from === undefined) return stage.context.mainContext;
  return stage.context.lowered(from) ?? scratch();
}

function targetOf({ stage }: Step<RunInstruction>, mount: Mount): string {
  const target = isAbs(clean(mount.target)) ? mount.target : join("/", stage.state.directory, mount.target);
  if (target === "/") throw new GoError(messages.mountTarget(target));
  return target;
}

/** A directory of the mount's owner and mode, which the cache starts from. */
function withOwnedDirectory(files: State, { uid, gid, mode }: Mount): State {
  return files.file(
    [
      {
        kind: "mkdir",
        path: "/cache",
        mode: Number(mode ?? 0o755),
        makeParents: false,
        owner: ownerIds(Number(uid ?? 0), Number(gid ?? 0)),
      },
    ],
    { customName: "[internal] setting cache mount permissions" },
  );
}
