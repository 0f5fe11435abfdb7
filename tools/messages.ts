/** Every sentence that the tools say to a person. A log is named by its path. */
export const messages = {
  commandMissing: (program: string) => `${program} is not installed or not in PATH`,
  commandFailed: (what: string, how: string, log: string) => `${what} failed (${how}); its log is ${log}`,
  commandTimedOut: (what: string, seconds: number, log: string) =>
    `${what} did not end within ${seconds} s; its log is ${log}`,
  commandSays: (program: string, text: string) => `${program} failed: ${text}`,
  exitCode: (code: number) => `exit code ${code}`,

  goMissing: (minimum: string) =>
    `BuildKit is built with Go ${minimum} or later, which is not here: install it from https://go.dev/dl, or set BUILDKIT_HOST to a daemon that runs`,
  goTooOld: (found: string, minimum: string) =>
    `BuildKit is built with Go ${minimum} or later, and this is ${found}: install it from https://go.dev/dl, or set BUILDKIT_HOST to a daemon that runs`,
  referenceEnded: "The oracle ended before it had answered.",
  oracleSilent: (id: string) => `The oracle gave no answer to ${id} within a minute.`,
  goBuildStarts: (what: string) =>
    `Building ${what} with Go: on an empty machine about 5 minutes on 2 idle cores and 3 GB of module and build cache, later seconds.`,

  patchDoesNotFit: (file: string, text: string, times: number, found: number) =>
    `the reference's ${file} has \`${text.trim()}\` ${found} times instead of ${times}: tools/oracle/patch-reference.ts must follow its new version`,

  installing: (packages: string) => `Installing ${packages} with apt-get.`,
  packagesMissing: (packages: string) => `BuildKit needs these packages, please install them: ${packages}`,
  rootNeeded: () => "BuildKit's daemon runs as root here: run this as root, or set BUILDKIT_HOST to a daemon that runs",

  daemonStarts: () => "Starting the BuildKit daemon and a registry.",
  notReady: (what: string, seconds: number, log: string) =>
    `${what} was not ready within ${seconds} s; its log is ${log}`,
  endedAtOnce: (what: string, log: string) => `${what} ended as soon as it started; its log is ${log}`,
  daemonNotReachable: (host: string) => `no BuildKit daemon answers at ${host} (BUILDKIT_HOST)`,
  registryNotReachable: (host: string) => `no registry answers at http://${host}/v2/ (DOCKERFILE_LLB_REGISTRY)`,
  stillRuns: (what: string, pid: number) => `${what} (process ${pid}) did not end when it was told to`,
  stillMounted: (path: string, how: string) => `${path} cannot be unmounted: ${how}`,
  otherRunIsBusy: (pid: number) => `another buildkit:up or buildkit:down (process ${pid}) has been busy for too long`,

  seeding: (image: string) => `Making the base image ${image}.`,
  noCaBundle: () => "no bundle of CA certificates was found on this machine (SSL_CERT_FILE names it)",
  noSnapshotSteps: () =>
    "the Dockerfile does not say how the frontend's snapshot is made and started, as lists in JSON",
  packingReference: () => "Packing the reference frontend as an image.",
  buildingImage: (frontend: string) => `Building the frontend image with ${frontend}.`,
  noDigest: (what: string, file: string) => `the build of ${what} left no image digest in ${file}`,

  notUp: () =>
    "no BuildKit daemon is up for the tests: run `npm run buildkit:up` (it needs root and Go), or set BUILDKIT_HOST and run it to prepare that daemon",
  otherDaemonIsUp: (prepared: string, named: string) =>
    `BUILDKIT_HOST is ${named}, but \`npm run buildkit:up\` last prepared ${prepared}: run it again`,
  noImage: () => "our frontend image is not built: run `npm run image`",
  noProgram: (program: string) => `${program} is neither built by \`npm run buildkit:up\` nor in PATH`,
  goldensChanged: (cases: number, check: boolean) =>
    cases === 0
      ? "The goldens are what the reference answers."
      : `${cases} goldens ${check ? "are not what the reference answers: npm run goldens makes them anew" : "changed"}.`,
  oracleEnded: (code: number, stderr: string) => `the oracle ended with ${code}: ${stderr}`,
  noAnswer: (id: string) => `the oracle gave no answer to ${id}`,
  badCase: (id: string, why: string) => `${id} is no request: ${why}`,

  notGenerated: (files: string) => `${files}: not what npm run gen makes`,
  noEbnf: (kind: string) => `tools/gen-grammar.ts has no EBNF for Chevrotain's ${kind}`,

  demoStep: (number: number, what: string) => `\n== ${number}/5  ${what}`,
  demoDaemon: "BuildKit's daemon and a registry, both on this machine only",
  demoImage: "our frontend as an image in that registry",
  demoDump: (folder: string) => `the LLB of ${folder}/Dockerfile`,
  demoBuild: (folder: string, image: string) => `${folder} built through its line "# syntax=${image}"`,
  demoResult: "what it made",
  demoCommand: (command: string) => `$ ${command}`,
  demoAtWork: (seconds: number) => `   ... at work for ${seconds} s`,
  demoStepFailed: (what: string) => `the demo ends here: ${what} failed`,
  demoServerSilent: (why: string) => `the server that was built does not answer: ${why}`,
  demoEnd: (buildkitHost: string, ourImage: string, buildctl: string) => `
== What next
Use it: put this line at the top of a Dockerfile of yours,
  # syntax=${ourImage}
and build it on the daemon that is up:
  export BUILDKIT_HOST=${buildkitHost}
  ${buildctl} build --frontend dockerfile.v0 --local context=. --local dockerfile=.
Look at its graph:
  npx node --conditions=source src/node/cli/main.ts dump . | ${buildctl} debug dump-llb
Run all tests: npm run ok
End the daemon and the registry: npm run buildkit:down`,

  badArguments: (why: string, usage: string) => `${why}; usage: ${usage}`,
} as const;
