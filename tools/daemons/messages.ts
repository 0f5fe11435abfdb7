/** Every sentence that the programs for Docker's daemons say to a person. */
export const messages = {
  making: (suite: string) => `Making a Debian ${suite} with Docker Engine: about two minutes, later nothing.`,
  starting: (suites: readonly string[]) => `Starting Docker Engine of ${suites.join(" and ")}.`,
  version: (daemon: string, parts: readonly string[]) => `${daemon}: ${parts.join(", ")}`,
  rootNeeded: () => "Docker Engine runs as root in namespaces of its own: run this as root",
  notUp: (suite: string) => `no Docker Engine of ${suite} is up: npm run test:daemons starts it for its tests`,
  askingFailed: (command: string, why: string, log: string) => `${command} failed: ${why}; the daemon's log is ${log}`,
  testsFailed: (logs: readonly string[]) => `a test failed; the daemons' logs are ${logs.join(", ")}`,
  timedOut: (minutes: number) => `the tests did not end within ${minutes} minutes`,
  interrupted: (signal: string) => `ended by ${signal}`,
  stillRuns: (suite: string, pid: number) =>
    `Docker Engine of ${suite} (process ${pid}) did not end when it was killed`,
  helperFailed: (script: string, code: number) => `${script} failed (exit code ${code})`,
} as const;
