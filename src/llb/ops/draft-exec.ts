import type { ExecOp, Input, Meta, Mount as MountMessage, SecretEnv } from "#proto/llb.js";
import { GoError } from "../../go/go-error.ts";
import { defaultPathEnv } from "../../go/system-path.ts";
import { cap } from "../caps.ts";
import type { EnvList } from "../env-list.ts";
import { messages } from "../messages.ts";
import type { Draft } from "../wire/encode.ts";
import type { ExecVertex } from "./exec.ts";
import type { ExecMount } from "./exec-mount.ts";
import { hasCache } from "./exec-mount.ts";
import type { OpContext, OpDraft } from "./op-context.ts";
import { InputList, noInput, opDraft } from "./op-context.ts";
import type { Secret, SshSocket } from "./run-options.ts";

/** @mirrors client/llb/exec.go ExecOp.Marshal */
export function draftExec(vertex: ExecVertex, context: OpContext): OpDraft {
  const { args, base, options } = vertex;
  if (args.length === 0) throw new GoError(messages.argumentsRequired);
  if (base.directory === "") throw new GoError(messages.workingDirectoryRequired);
  const caps = new Set<string>([cap.execMetaBase]);
  const sockets = (options.ssh ?? []).map(socketTarget);
  const env = processEnv(base.env, sockets, context, caps);
  const list = new InputList();
  const mounts = vertex.mounts.map((mount) => mountMessage(mount, context, list, caps));
  addCaps(vertex, caps);
  const exec: Draft<ExecOp> = {
    meta: meta(vertex, env),
    mounts: [...mounts, ...(options.secrets ?? []).flatMap(secretMount), ...sockets.map(socketMount)],
    network: base.networkMode === "sandbox" ? "UNSET" : base.networkMode === "host" ? "HOST" : "NONE",
    security: base.securityMode === "sandbox" ? "SANDBOX" : "INSECURE",
    secretenv: (options.secrets ?? []).flatMap(secretEnv),
    cdiDevices: (options.devices ?? []).map(({ name, optional }) => ({ name, optional })),
  };
  const constraints = { ...vertex.constraints, platform: vertex.constraints.platform ?? base.platform };
  return opDraft(context, constraints, caps, { stampPlatform: true, inputs: list.inputs, exec });
}

type Socket = SshSocket & { readonly target: string };

function socketTarget(socket: SshSocket, place: number): Socket {
  const { target = "" } = socket;
  return { ...socket, target: target === "" ? `/run/buildkit/ssh_agent.${place}` : target };
}

/** The environment with what the process needs: where the agent's socket is, and PATH where the daemon does not set it. */
function processEnv(env: EnvList, sockets: readonly Socket[], context: OpContext, caps: Set<string>): EnvList {
  const [first] = sockets;
  const withSocket = first === undefined ? env : env.setDefault("SSH_AUTH_SOCK", first.target);
  if (context.caps === undefined) return withSocket;
  if (context.caps.supports(cap.execMetaSetsDefaultPath)) {
    caps.add(cap.execMetaSetsDefaultPath);
    return withSocket;
  }
  const { os } = context.platform;
  return os === "windows" ? withSocket : withSocket.setDefault("PATH", defaultPathEnv(os));
}

function meta({ args, base, options }: ExecVertex, env: EnvList): Draft<Meta> {
  return {
    args,
    env: env.toArray(),
    cwd: base.directory,
    user: base.userName,
    proxyEnv: options.proxyEnv,
    extraHosts: base.extraHosts,
    hostname: base.hostName,
    ulimit: base.ulimits,
    cgroupParent: base.cgroupParent,
    removeMountStubsRecursive: true,
    validExitCodes: options.validExitCodes,
  };
}

function addCaps({ base, options, constraints }: ExecVertex, caps: Set<string>): void {
  const add = (needed: boolean, id: string) => needed && caps.add(id);
  const secrets = options.secrets ?? [];
  add(options.validExitCodes !== undefined, cap.execValidExitCode);
  add(base.ulimits.length > 0, cap.execMetaUlimit);
  add(constraints.linuxResources !== undefined, cap.execMetaLinuxResources);
  add(base.networkMode !== "sandbox", cap.execMetaNetwork);
  add(base.securityMode !== "sandbox", cap.execMetaSecurity);
  add(options.proxyEnv !== undefined, cap.execMetaProxy);
  add(secrets.length > 0, cap.execMountSecret);
  add(
    secrets.some(({ env }) => env !== undefined),
    cap.execSecretEnv,
  );
  add((options.ssh ?? []).length > 0, cap.execMountSsh);
  add((options.devices ?? []).length > 0, cap.execMetaCdi);
}

function mountMessage(mount: ExecMount, context: OpContext, list: InputList, caps: Set<string>): Draft<MountMessage> {
  const { source, cache, tmpfs, contentCache = "default" } = mount;
  if (source !== undefined && tmpfs !== undefined) throw new GoError(messages.tmpfsSource);
  const input = source === undefined ? undefined : context.input(source);
  addMountCaps(mount, input, caps);
  return {
    input: input === undefined ? noInput : list.add(input),
    dest: mount.target,
    readonly: mount.readonly,
    output: mount.outputIndex,
    selector: mount.selector,
    mountType: tmpfs !== undefined ? "TMPFS" : hasCache(cache) ? "CACHE" : "BIND",
    cacheOpt: hasCache(cache) ? { id: cache.id, sharing: sharing[cache.sharing] } : undefined,
    tmpfsOpt: tmpfs === undefined ? undefined : { size: tmpfs.size },
    contentCache: contentCaches[contentCache],
  };
}

const sharing = { shared: "SHARED", private: "PRIVATE", locked: "LOCKED" } as const;
const contentCaches = { default: "DEFAULT", on: "ON", off: "OFF" } as const;

function addMountCaps(mount: ExecMount, input: Input | undefined, caps: Set<string>): void {
  const { cache, tmpfs, selector = "", contentCache = "default" } = mount;
  if (selector !== "") caps.add(cap.execMountSelector);
  if (hasCache(cache)) caps.add(cap.execMountCache).add(cap.execMountCacheSharing);
  else if (tmpfs !== undefined) {
    caps.add(cap.execMountTmpfs);
    if (tmpfs.size !== undefined && tmpfs.size > 0) caps.add(cap.execMountTmpfsSize);
  } else if (input !== undefined) caps.add(cap.execMountBind);
  if (contentCache !== "default") caps.add(cap.execMountContentCache);
}

function secretEnv({ id, env, optional }: Secret): Draft<SecretEnv>[] {
  return env === undefined ? [] : [{ id, name: env, optional }];
}

function secretMount({ id, target, mode = 0o400, uid, gid, optional }: Secret): Draft<MountMessage>[] {
  if (target === undefined) return [];
  return [{ input: noInput, dest: target, mountType: "SECRET", secretOpt: { id, uid, gid, mode, optional } }];
}

function socketMount({ id, target, mode = 0o600, uid, gid, optional }: Socket): Draft<MountMessage> {
  return { input: noInput, dest: target, mountType: "SSH", sshOpt: { id, uid, gid, mode, optional } };
}
