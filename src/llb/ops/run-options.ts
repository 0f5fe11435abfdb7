import type { Constraints } from "../constraints.ts";
import type { EnvList } from "../env-list.ts";
import type { HostIp, NetworkMode, SecurityMode, Ulimit } from "../state.ts";
import type { Mount } from "./exec-mount.ts";

/** A secret that the process sees as a file, in its environment, or both. */
export interface Secret {
  readonly id: string;
  /** The file's path; absent for none. */
  readonly target?: string | undefined;
  /** The variable's name; absent for none. */
  readonly env?: string | undefined;
  /** Permission bits, 0400 if absent. */
  readonly mode?: number | undefined;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  /** A missing secret is no error. */
  readonly optional?: boolean | undefined;
}

/** A forwarded SSH agent's socket. */
export interface SshSocket {
  readonly id: string;
  /** The socket's path; absent or empty for `/run/buildkit/ssh_agent.N`. */
  readonly target?: string | undefined;
  /** Permission bits, 0600 if absent. */
  readonly mode?: number | undefined;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  readonly optional?: boolean | undefined;
}

export interface Device {
  /** A CDI name, such as `vendor.com/gpu=one`. */
  readonly name: string;
  readonly optional?: boolean | undefined;
}

/** Proxies that the process sees but that do not count for the cache. */
export interface ProxyEnv {
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  readonly ftpProxy?: string | undefined;
  readonly noProxy?: string | undefined;
  readonly allProxy?: string | undefined;
}

/** How a command runs. What the state has too holds for this run only. */
export interface RunOptions extends Constraints {
  readonly mounts?: readonly Mount[] | undefined;
  readonly secrets?: readonly Secret[] | undefined;
  readonly ssh?: readonly SshSocket[] | undefined;
  readonly devices?: readonly Device[] | undefined;
  readonly proxyEnv?: ProxyEnv | undefined;
  readonly readonlyRootFs?: boolean | undefined;
  /** Exit codes that are no failure; absent for 0 alone. */
  readonly validExitCodes?: readonly number[] | undefined;
  /** Instead of the state's. */
  readonly env?: EnvList | undefined;
  readonly directory?: string | undefined;
  readonly userName?: string | undefined;
  readonly hostName?: string | undefined;
  readonly networkMode?: NetworkMode | undefined;
  readonly securityMode?: SecurityMode | undefined;
  readonly cgroupParent?: string | undefined;
  /** After the state's. */
  readonly extraHosts?: readonly HostIp[] | undefined;
  readonly ulimits?: readonly Ulimit[] | undefined;
}
