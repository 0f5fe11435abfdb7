/** Every sentence of the Node edge that a user may read. */
export const messages = {
  notRunByBuildKit:
    "this program is a frontend: it speaks to BuildKit over its stdin and stdout, and these are something else. " +
    "Name its image in a Dockerfile's first line (# syntax=IMAGE), or use the command dockerfile-llb.",
  connectionLost: "the connection to BuildKit was lost",
  canceled: "context canceled",
  failure: (reason: string) => `dockerfile-llb: ${reason}`,
  noAnswer: (method: string, ms: number) => `no answer from BuildKit to ${method} within ${Math.round(ms / 1000)} s`,
  noDaemon: (address: string) => `no BuildKit daemon answers at ${address}`,
  noSocket: (address: string) => `no BuildKit daemon is at ${address}: there is no such socket`,
  unknownAddress: (address: string) =>
    `the address of the BuildKit daemon, ${address}, must be unix:///PATH or tcp://HOST:PORT`,
} as const;
