/** Every sentence of this room that a user may read. Where the reference has a sentence, these are its words. */
import { quote } from "../go/quote.ts";

/** A sentence with the reason it wraps, as Go's errors.Wrap writes it. */
const because = (sentence: string) => (reason: string) => `${sentence}: ${reason}`;

export const messages = {
  // options
  oldDaemon: because("needs BuildKit 0.5 or later"),
  removedCopyImage: 'support for "override-copy-image" was removed in BuildKit 0.11',
  removedDisableFileop: 'support for "BUILDKIT_DISABLE_FILEOP" build-arg was removed in BuildKit 0.11',
  targetPlatform: (text: string, reason: string) => `failed to parse target platform ${text}: ${reason}`,
  resolveMode: (text: string) => `invalid image-resolve-mode: ${text}`,
  networkMode: (text: string) => `invalid netmode ${text}`,
  extraHosts: because("failed to parse additional hosts"),
  hostPair: (text: string) => `invalid key-value pair ${text}`,
  hostIp: (text: string) => `failed to parse IP ${text}`,
  shmSize: because("failed to parse shm size"),
  ulimits: because("failed to parse ulimit"),
  resources: because("failed to parse resource limits"),
  resource: (key: string, text: string, reason: string) => `invalid ${key} value: ${text}: ${reason}`,
  aboveZero: "must be > 0",
  aboveZeroOrUnlimited: "must be -1 (unlimited) or > 0",
  cpusetElement: (text: string) => `invalid cpuset element ${quote(text)}`,
  cpusetElementTooLarge: (text: string, most: number) => `cpuset element ${quote(text)} exceeds maximum ${most}`,
  cpusetRange: (text: string) => `invalid cpuset range ${quote(text)}`,
  cpusetRangeTooLarge: (text: string, most: number) => `cpuset range ${quote(text)} exceeds maximum ${most}`,
  multiPlatform: (text: string) => `invalid boolean value for multi-platform: ${text}`,
  multiPlatformConflict: "conflicting config: returning multiple target platforms is not allowed",
  cacheImports: (text: string, reason: string) => `failed to unmarshal cache-imports (${quote(text)}): ${reason}`,
  parsing: (what: string, reason: string) => `failed to parse ${what}: ${reason}`,
  attestationType: (type: string) => `unknown attestation type ${quote(type)}`,
  sbomScanner: (text: string, reason: string) => `failed to parse sbom scanner ${text}: ${reason}`,

  // contexts and files
  fileTooLarge: (path: string, bytes: number) => `${path} exceeds maximum allowed size of ${bytes} bytes`,
  resolveDockerfile: because("failed to resolve dockerfile"),
  readDockerfile: because("failed to read dockerfile"),
  marshalLocal: because("failed to marshal local source"),
  readIgnoreFile: because("failed to read dockerignore patterns"),
  parseIgnoreFile: (path: string, reason: string) => `failed parsing ${path}: ${reason}`,
  resolveHttpContext: because("failed to resolve httpcontext"),
  readHttpContext: because("failed to read downloaded context"),
  inputs: because("failed to get frontend inputs"),
  contextName: (name: string, reason: string) => `invalid context name ${name}: ${reason}`,
  contextRecursion: (spec: string) =>
    `context recursion limit exceeded; this may indicate a cycle in the provided source policies: ${spec}`,
  contextSpecifier: (spec: string, name: string) => `invalid context specifier ${spec} for ${name}`,
  contextScheme: (scheme: string, name: string) => `unsupported context source ${scheme} for ${name}`,
  contextRef: (ref: string) => `could not parse ref: ${ref}`,
  gitContext: (spec: string) => `invalid git context ${spec}`,
  contextInput: (input: string, name: string) => `invalid input ${input} for ${name}`,
  inputMetadata: (text: string, reason: string) => `failed to parse input metadata ${text}: ${reason}`,
  inputConfig: (name: string, reason: string) => `failed to parse image config for ${name}: ${reason}`,
  notBytes: (kind: string) => `json: cannot unmarshal ${kind} into Go value of type []uint8`,
  layoutReference: (text: string, reason: string) => `could not parse oci-layout reference ${quote(text)}: ${reason}`,
  layoutDigest: (text: string) => `oci-layout reference ${quote(text)} has no digest`,
  layoutWrap: (text: string, reason: string) => `could not wrap ${quote(text)} with digest: ${reason}`,
  layoutConfig: because("could not parse oci-layout image config"),

  // build
  syntaxArg: (cmdline: string, reason: string) => `failed with build-arg:BUILDKIT_SYNTAX = ${cmdline}: ${reason}`,
  marshal: because("failed to marshal LLB definition"),
  marshalConfig: because("failed to marshal image config"),
  marshalBaseConfig: because("failed to marshal source image config"),
  scannerMetadata: (ref: string, reason: string) => `failed to resolve source metadata for ${ref}: ${reason}`,
  scannerNoCmd: (ref: string) => `scanner ${ref} does not have cmd`,
  internal: (reason: string) => `this is a bug in dockerfile-llb: ${reason}`,
} as const;
