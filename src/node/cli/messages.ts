/** Every sentence of the command line that a user may read. */

export const help = `Usage: dockerfile-llb COMMAND [ARGUMENTS]

Commands:
  dump    write the LLB definition of a Dockerfile to stdout

Options:
  -h, --help    show this help, or that of a command
  --version     show the version

See: dockerfile-llb dump --help
`;

export const dumpHelp = `Usage: dockerfile-llb dump [OPTIONS] [PATH]

Writes the LLB definition that a Dockerfile builds to stdout, for buildctl:

  dockerfile-llb dump . | buildctl debug dump-llb
  dockerfile-llb dump . | buildctl build --local context=.

PATH is the directory of the main context (the current one by default).

Options:
  -f, --file FILE              the Dockerfile, - for stdin (PATH/Dockerfile by default)
      --target STAGE           the stage to build (the last one by default)
      --platform OS/ARCH       the platform to build for
      --build-arg K=V          set a build argument; K alone takes its value from the environment
      --build-context NAME=DIR a named context: a directory, or docker-image://REF and the like
      --label K=V              set a label of the image
      --no-cache               ignore the cache in every step
      --opt K=V                set a frontend option, as with buildctl
      --image-config FILE      write the image's config to FILE
      --base-image-config FILE write the config of the image it is based on to FILE
      --json                   write all of it as readable JSON
      --resolve=buildkit       look up base images at the daemon of $BUILDKIT_HOST (the default where that is set)
      --resolve=offline        look up nothing: every base image is taken to be an empty Linux image
                               with a PATH, no user, entrypoint or digest (the default otherwise)
  -h, --help                   show this help
`;

export const messages = {
  failure: (message: string) => `dockerfile-llb: ${message}`,
  usage: (message: string, command: string) => `dockerfile-llb: ${message}\nSee: ${command}`,
  unknownCommand: (name: string) => `there is no command ${name}`,
  badOption: (reason: string) => reason,
  tooManyPaths: (path: string) => `one PATH is enough: ${path} is a second one`,
  optWithoutValue: (text: string) => `--opt takes KEY=VALUE, not ${text}`,
  pairWithoutKey: (text: string) => `KEY=VALUE expected, not ${text}`,
  contextWithoutValue: (text: string) => `--build-context takes NAME=DIRECTORY or NAME=SOURCE, not ${text}`,
  unknownResolve: (text: string) => `--resolve is buildkit or offline, not ${text}`,
  terminal: (command: string) =>
    `a definition is binary, and this is a terminal. Try one of:\n  ${command} | buildctl debug dump-llb\n  ${command} --json`,
  offline:
    "warning: base images were not looked up (--resolve=offline): each is taken to be an empty Linux image with a PATH",
  noHost: "--resolve=buildkit needs the daemon's address in $BUILDKIT_HOST",
  noDirectory: (path: string) => `there is no directory ${path}`,
  severalPlatforms: "dump writes one definition, and several platforms have one each: name one --platform",
  noBaseImage: (file: string) => `the image has no base image: ${file} is not written`,
  remoteContext: (source: string) => `${source} can only be read by a daemon: set $BUILDKIT_HOST (--resolve=buildkit)`,
  cannotWrite: (file: string, reason: string) => `cannot write ${file}: ${reason}`,
  cannotRead: (file: string, reason: string) => `cannot read ${file}: ${reason}`,
} as const;
