import { GoError } from "../../go/go-error.ts";
import type { Mount } from "../ast/mount.ts";
import {
  notAllowedForType,
  secretFrom,
  secretSharing,
  secretSourceAndId,
  secretWithoutSource,
  sharingForType,
} from "../messages.ts";
import type { MountDraft } from "./mount.ts";

/** The mount once its fields fit each other; throws a GoError where they do not. @mirrors instructions parseMount */
export function checkMount(mount: MountDraft): Mount {
  if (mount.type === "bind" || mount.type === "tmpfs") {
    for (const key of ["mode", "uid", "gid"] as const) {
      if (mount[key] !== undefined) throw new GoError(notAllowedForType(key, mount.type));
    }
  }
  if (mount.type === "secret") checkSecret(mount);
  if (mount.cacheSharing !== "" && mount.type !== "cache") throw new GoError(sharingForType(mount.type));
  return { ...mount, readOnly: mount.readOnly ?? (mount.type !== "cache" && mount.type !== "tmpfs") };
}

function checkSecret(mount: MountDraft): void {
  if (mount.from !== "") throw new GoError(secretFrom);
  if (mount.cacheSharing !== "") throw new GoError(secretSharing);
  if (mount.source === "" && mount.target === "" && mount.cacheId === "") throw new GoError(secretWithoutSource);
  if (mount.source !== "" && mount.cacheId !== "") throw new GoError(secretSourceAndId);
}
