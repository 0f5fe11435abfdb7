import type { Int64 } from "#proto/llb.js";
import { isAbs, join } from "../go/path.ts";
import type { Platform } from "../oci/platform.ts";
import { normalizePlatform } from "../oci/platform.ts";
import type { Constraints } from "./constraints.ts";
import { EnvList } from "./env-list.ts";
import type { Run } from "./ops/exec.ts";
import { exec } from "./ops/exec.ts";
import { file } from "./ops/file.ts";
import type { FileAction } from "./ops/file-action.ts";
import type { RunOptions } from "./ops/run-options.ts";
import type { Output, PlaceholderVertex } from "./vertex.ts";

export type NetworkMode = "sandbox" | "host" | "none";
export type SecurityMode = "sandbox" | "insecure";

/** A line of /etc/hosts. */
export interface HostIp {
  readonly host: string;
  /** As Go's `net.IP` prints it. */
  readonly ip: string;
}

export interface Ulimit {
  readonly name: string;
  readonly soft: Int64;
  readonly hard: Int64;
}

/** What a state says of the processes that run on it. */
export interface RunBase {
  readonly env: EnvList;
  /** Absolute. */
  readonly directory: string;
  readonly userName: string;
  readonly hostName: string;
  readonly networkMode: NetworkMode;
  readonly securityMode: SecurityMode;
  readonly platform: Platform | undefined;
  readonly extraHosts: readonly HostIp[];
  readonly ulimits: readonly Ulimit[];
  readonly cgroupParent: string;
}

/**
 * A file system and what is known of it. Immutable: each method returns a new state.
 *
 * @mirrors client/llb/state.go State
 */
export class State implements RunBase {
  /** The file system; undefined for an empty one. */
  readonly output: Output | undefined;
  readonly env: EnvList;
  readonly directory: string;
  readonly userName: string;
  readonly hostName: string;
  readonly networkMode: NetworkMode;
  readonly securityMode: SecurityMode;
  readonly platform: Platform | undefined;
  readonly extraHosts: readonly HostIp[];
  readonly ulimits: readonly Ulimit[];
  readonly cgroupParent: string;

  /** Prefer `scratch`, `fromOutput` and the methods. */
  constructor(output: Output | undefined, base: RunBase, env = base.env) {
    this.output = output;
    this.env = env;
    this.directory = base.directory;
    this.userName = base.userName;
    this.hostName = base.hostName;
    this.networkMode = base.networkMode;
    this.securityMode = base.securityMode;
    this.platform = base.platform;
    this.extraHosts = base.extraHosts;
    this.ulimits = base.ulimits;
    this.cgroupParent = base.cgroupParent;
  }

  #with(change: Partial<RunBase>): State {
    return new State(this.output, { ...this, ...change });
  }

  addEnv(key: string, value: string): State {
    return this.withEnv(this.env.addOrReplace(key, value));
  }

  withEnv(env: EnvList): State {
    return new State(this.output, this, env);
  }

  /** Relative to the directory before; an absolute path is taken as it is. */
  dir(path: string): State {
    return this.#with({ directory: changedDirectory(this.directory, path) });
  }

  user(userName: string): State {
    return this.#with({ userName });
  }

  hostname(hostName: string): State {
    return this.#with({ hostName });
  }

  network(networkMode: NetworkMode): State {
    return this.#with({ networkMode });
  }

  security(securityMode: SecurityMode): State {
    return this.#with({ securityMode });
  }

  /** `platform` by its canonical names. */
  withPlatform(platform: Platform): State {
    return this.#with({ platform: canonical(platform) });
  }

  addExtraHost(host: string, ip: string): State {
    return this.#with({ extraHosts: [...this.extraHosts, { host, ip }] });
  }

  addUlimit(name: string, soft: Int64, hard: Int64): State {
    return this.#with({ ulimits: [...this.ulimits, { name, soft, hard }] });
  }

  withCgroupParent(cgroupParent: string): State {
    return this.#with({ cgroupParent });
  }

  /** Another file system, otherwise as this state. An output that has a platform brings it. */
  withOutput(output: Output | undefined): State {
    return new State(output, output?.platform === undefined ? this : { ...this, platform: canonical(output.platform) });
  }

  /** This state's file system with what `other` says of processes. @mirrors client/llb/meta.go Reset */
  reset(other: State): State {
    const { output } = this;
    const change = output?.platform === undefined ? { directory: "/" } : { platform: canonical(output.platform) };
    return new State(output, { ...other, ...change });
  }

  /** This state after a command. */
  run(args: readonly string[], options: RunOptions = {}): State {
    return this.exec(args, options).root;
  }

  /** As `run`, with the states of the run's mounts too. */
  exec(args: readonly string[], options: RunOptions = {}): Run {
    return exec(this, runBase(this, options), args, options);
  }

  /** This state after changes to files, in order. */
  file(actions: readonly FileAction[], constraints: Constraints = {}): State {
    return file(this, actions, constraints);
  }
}

const nothing: RunBase = {
  env: EnvList.empty,
  directory: "/",
  userName: "",
  hostName: "",
  networkMode: "sandbox",
  securityMode: "sandbox",
  platform: undefined,
  extraHosts: [],
  ulimits: [],
  cgroupParent: "",
};

const empty = new State(undefined, nothing);

/** The state of an empty file system. */
export function scratch(): State {
  return empty;
}

/** The state of an output. @mirrors client/llb/state.go NewState */
export function fromOutput(output: Output): State {
  return empty.withOutput(output);
}

/** A state whose content is given when the graph is marshaled (`MarshalOptions.link`); `name` is for error texts. */
export function placeholder(name: string): { readonly state: State; readonly vertex: PlaceholderVertex } {
  const vertex: PlaceholderVertex = { kind: "placeholder", name };
  return { state: fromOutput({ vertex, index: 0 }), vertex };
}

/** A platform without an operating system keeps none: nothing is known of a host here. */
function canonical(platform: Platform): Platform {
  return normalizePlatform(platform, platform);
}

function changedDirectory(before: string, path: string): string {
  return isAbs(path) ? path : join(before === "" ? "/" : before, path);
}

function runBase(state: State, options: RunOptions): RunBase {
  const { directory, extraHosts, ulimits } = options;
  return {
    env: options.env ?? state.env,
    directory: directory === undefined ? state.directory : changedDirectory(state.directory, directory),
    userName: options.userName ?? state.userName,
    hostName: options.hostName ?? state.hostName,
    networkMode: options.networkMode ?? state.networkMode,
    securityMode: options.securityMode ?? state.securityMode,
    platform: state.platform,
    extraHosts: extraHosts === undefined ? state.extraHosts : [...state.extraHosts, ...extraHosts],
    ulimits: ulimits === undefined ? state.ulimits : [...state.ulimits, ...ulimits],
    cgroupParent: options.cgroupParent ?? state.cgroupParent,
  };
}
