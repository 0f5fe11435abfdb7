/**
 * The words before a command line that runs it in mount and process namespaces of its own, as their first process: what
 * it mounts or starts is gone when it ends, and it ends when this process does, however that comes. The process that is
 * started is `unshare`, which waits for the first one. Needs root.
 */
export const inOwnNamespace: readonly [program: string, ...args: string[]] = [
  "setpriv",
  ...["--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"],
];
