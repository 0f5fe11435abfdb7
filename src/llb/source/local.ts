import { encodeJson } from "../../go/encode-json.ts";
import { cap } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import { source } from "../ops/source.ts";
import type { State } from "../state.ts";
import { Attributes } from "./attributes.ts";

export interface LocalOptions extends Constraints {
  /** The client that has the directory; without it any client may be asked. */
  readonly sessionId?: string | undefined;
  /** Empty lists are as none. */
  readonly includePatterns?: readonly string[] | undefined;
  readonly excludePatterns?: readonly string[] | undefined;
  /** Only these paths and what their symlinks lead to. */
  readonly followPaths?: readonly string[] | undefined;
  /** What transfers of the same directory have in common. */
  readonly sharedKeyHint?: string | undefined;
  /** How files are compared with those of the last transfer. */
  readonly differ?: "none" | "metadata" | undefined;
  /** A daemon that does not know `differ` must fail. */
  readonly requireDiffer?: boolean | undefined;
  /** Only what `stat` says is transferred, but for the paths listed. */
  readonly metadataOnly?: { readonly exceptions: readonly string[] } | undefined;
}

/** The state of a directory that the client has. @mirrors client/llb/source.go Local */
export function local(name: string, options: LocalOptions = {}): State {
  const attributes = new Attributes(cap.sourceLocal);
  attributes.text("local.session", options.sessionId, cap.sourceLocalSessionId);
  attributes.text("local.includepattern", jsonList(options.includePatterns), cap.sourceLocalIncludePatterns);
  attributes.text("local.followpaths", jsonList(options.followPaths), cap.sourceLocalFollowPaths);
  attributes.text("local.excludepatterns", jsonList(options.excludePatterns), cap.sourceLocalExcludePatterns);
  attributes.text("local.sharedkeyhint", options.sharedKeyHint, cap.sourceLocalSharedKeyHint);
  attributes.text("local.differ", options.differ, ...(options.requireDiffer === true ? [cap.sourceLocalDiffer] : []));
  if (options.metadataOnly !== undefined) {
    attributes.flag("local.metadatatransfer", true, cap.sourceLocalMetadataTransfer);
    attributes.text("local.metadatatransferexclude", jsonList(options.metadataOnly.exceptions));
  }
  return source({ identifier: `local://${name}`, attributes: attributes.values, caps: attributes.caps }, options);
}

function jsonList(list: readonly string[] | undefined): string | undefined {
  return list === undefined || list.length === 0 ? undefined : encodeJson(list);
}
