import type { Mount } from "../../dockerfile/ast/mount.ts";
import type { RunInstruction } from "../../dockerfile/ast/run.ts";
import { GoError } from "../../go/go-error.ts";
import { base } from "../../go/path.ts";
import { isAbsOn, toSlash } from "../../go/system-path.ts";
import type { Secret } from "../../llb/ops/run-options.ts";
import { placed, type Step } from "../lowering-stage.ts";
import { messages } from "../messages.ts";

/** RUN --mount=type=secret. @mirrors frontend/dockerfile/dockerfile2llb/convert_secrets.go dispatchSecret */
export function lowerSecret(step: Step<RunInstruction>, mount: Mount): Secret {
  const windows = step.stage.platform.os === "windows";
  const target = windows ? toSlash(mount.target, "windows") : mount.target;
  const id = idOf(mount, target);
  if (windows && target !== "" && !isAbsOn(target, "windows")) {
    throw new GoError(messages.secretTargetRelative(target, id));
  }
  const file = mount.env === undefined ? (target === "" ? defaultTarget(id, windows) : target) : target;
  step.stage.context.observer.secretMounted(placed(step), id, mount.required);
  const owned = (mount.uid ?? mount.gid ?? mount.mode) !== undefined;
  return {
    id,
    optional: !mount.required,
    mode: owned ? Number(mount.mode ?? 0o400) : 0o400,
    uid: Number(mount.uid ?? 0),
    gid: Number(mount.gid ?? 0),
    ...(file !== "" && { target: file }),
    ...(mount.env !== undefined && { env: mount.env }),
  };
}

function idOf(mount: Mount, target: string): string {
  const id = mount.source === "" ? mount.cacheId : mount.source;
  if (id !== "") return id;
  if (target === "") throw new GoError(messages.secretSource);
  return base(target);
}

function defaultTarget(id: string, windows: boolean): string {
  if (windows) throw new GoError(messages.secretTargetMissing(id));
  return `/run/secrets/${base(id)}`;
}
