import { quote } from "../go/quote.ts";

/** What the passes from `globals` on tell a user; where the reference has a sentence, it is that sentence. */
export const messages = {
  unresolvedStage: (stage: string) => `stage ${quote(stage)} has nothing to start from`,
  emptyDockerfile: "the Dockerfile cannot be empty",
  noStages: "dockerfile contains no stages to build",
  invalidEpoch: (value: string) => `invalid SOURCE_DATE_EPOCH: ${value}`,
  epochBaseName: (name: string) => `failed to process source stage base name ${quote(name)}`,
  epochNotScratch: "SOURCE_DATE_EPOCH stage must use FROM scratch",
  epochOneAdd: "SOURCE_DATE_EPOCH stage must contain exactly one remote ADD",
  epochOneSource: "SOURCE_DATE_EPOCH stage must contain exactly one remote ADD source",
  epochNotRemote: "SOURCE_DATE_EPOCH stage source must be a single HTTP(S) or Git ADD",
  epochInstruction: (keyword: string) =>
    `SOURCE_DATE_EPOCH stage does not meet source-only requirements: unsupported ${keyword} instruction`,
  blankBase: (word: string) => `base name (${word}) should not be blank`,
  platformExpansion: (value: string) => `failed to process arguments for platform ${value}`,
  emptyPlatform: (word: string) => `empty platform value from expression ${word}`,
  platformSyntax: (word: string) => `failed to parse platform ${word}`,
  noTarget: (name: string) => `target stage ${quote(name)} could not be found`,
  fromVariable:
    "variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround",
  stageIndex: (index: string) => `invalid stage index ${index}`,
  circularDependency: (stage: string) => `circular dependency detected on stage: ${stage}`,
  stageReference: (name: string) => `failed to parse stage name ${quote(name)}`,
  reference: (ref: string) => `failed to parse ref ${quote(ref)}`,
  imageConfig: "failed to parse image config",
  copyTooEarly: (from: string, stage: string) =>
    `cannot copy from stage ${quote(from)}, it needs to be defined before current stage ${quote(stage)}`,
  mountTooEarly: (from: string, target: string) =>
    `cannot mount from stage ${quote(from)} to ${quote(target)}, stage needs to be defined before current command`,
  mountTarget: (target: string) => `invalid mount target ${quote(target)}`,
  sshSource: "ssh does not support source",
  secretSource: "one of source, target required",
  secretTargetMissing: (id: string) =>
    `secret target is required on Windows, e.g. --mount=type=secret,id=${id},target=C:/path/to/secret`,
  secretTargetRelative: (target: string, id: string) =>
    `secret target ${quote(target)} must be an absolute path with forward slashes on Windows, e.g. --mount=type=secret,id=${id},target=C:/path/to/secret`,
  runCommand: (args: string) => `parsing produced an invalid run command: ${args}`,
  linkedOwnerName: (chown: string) =>
    `--chown=${chown}: user and group names can't be resolved when used with --link, use numeric uid[:gid] instead`,
  chmod: (value: string) => `invalid chmod parameter: '${value}'. it should be octal string and between 0 and 07777`,
  checksumCopy: "checksum can't be specified for COPY",
  checksumSources: "checksum can't be specified for multiple sources",
  checksumLocal: "checksum requires HTTP(S) or Git sources",
  copyGit: "source can't be a git ref for COPY",
  copyUrl: "source can't be a URL for COPY",
  keepGitDir: "inconsistent keep-git-dir configuration",
  checksumMismatch: (flag: string, query: string) => `checksum mismatch ${quote(flag)} != ${quote(query)}`,
  driveLetter: "removing drive letter",
  workdir: "normalizing workdir",
  emptyVolume: "VOLUME specified can not be an empty string",
  port: (text: string) => `invalid port: ${quote(text)}`,
  noPort: "no port specified",
  portProtocol: (protocol: string) => `invalid proto: ${protocol}`,
  portAddress: (address: string) => `invalid IP address: ${address}`,
  portAddressSyntax: (address: string) => `invalid IP address ${address}`,
  containerPort: (port: string) => `invalid containerPort: ${port}`,
  hostPort: (port: string) => `invalid hostPort: ${port}`,
  textTooLong: (units: number) => `variables make the file's instructions more than ${units} characters longer`,
  historyTooLong: (units: number) => `the image's history has more than ${units} characters`,
  portRanges: (container: string, host: string) =>
    `invalid ranges specified for container and host Ports: ${container} and ${host}`,
} as const;
