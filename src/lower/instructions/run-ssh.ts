import type { Mount } from "../../dockerfile/ast/mount.ts";
import type { RunInstruction } from "../../dockerfile/ast/run.ts";
import { GoError } from "../../go/go-error.ts";
import type { SshSocket } from "../../llb/ops/run-options.ts";
import { placed, type Step } from "../lowering-stage.ts";
import { messages } from "../messages.ts";

/** RUN --mount=type=ssh. @mirrors frontend/dockerfile/dockerfile2llb/convert_ssh.go dispatchSSH */
export function lowerSsh(step: Step<RunInstruction>, mount: Mount): SshSocket {
  if (mount.source !== "") throw new GoError(messages.sshSource);
  step.stage.context.observer.sshMounted(
    placed(step),
    mount.cacheId === "" ? "default" : mount.cacheId,
    mount.required,
  );
  return {
    id: mount.cacheId,
    optional: !mount.required,
    mode: Number(mount.mode ?? 0o600),
    uid: Number(mount.uid ?? 0),
    gid: Number(mount.gid ?? 0),
    ...(mount.target !== "" && { target: mount.target }),
  };
}
