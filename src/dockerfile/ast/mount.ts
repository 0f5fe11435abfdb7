export type MountType = "bind" | "cache" | "tmpfs" | "secret" | "ssh";
export type CacheSharing = "shared" | "private" | "locked";

/** A `RUN --mount`, after variables were expanded. @mirrors instructions Mount */
export interface Mount {
  readonly type: MountType;
  readonly from: string;
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Bytes; 0 for no limit. */
  readonly sizeLimit: bigint;
  readonly cacheId: string;
  readonly cacheSharing: CacheSharing | "";
  readonly required: boolean;
  /** The variable of a secret; "" for the default name. */
  readonly env: string | undefined;
  /** File mode bits (written in octal). */
  readonly mode: number | undefined;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}
