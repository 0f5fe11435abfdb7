/**
 * dockerfile-llb as a library: parse a Dockerfile, compile it to LLB, or build LLB by hand. Nothing here touches a
 * network, a file or a clock, so it runs wherever JavaScript does.
 */

// From a Dockerfile to LLB.
export { type Compilation, compile } from "./compile.ts";
export type { Dockerfile, Stage } from "./dockerfile/ast/dockerfile.ts";
export type { Instruction, InstructionByKeyword, Keyword } from "./dockerfile/ast/instructions.ts";
// The language: a file as a tree, and back.
export { type ParseOptions, parseDockerfile } from "./dockerfile/parse/parse-dockerfile.ts";
export { print } from "./dockerfile/print.ts";
export { expandWord, expandWords } from "./dockerfile/words/expand-word.ts";
export { allCaps, type CapSet } from "./llb/caps.ts";
export type { Constraints } from "./llb/constraints.ts";
export { type Definition, decodeDefinition, encodeDefinition, head } from "./llb/definition.ts";
export { type MarshalOptions, marshal } from "./llb/marshal.ts";
export { decodeOps } from "./llb/op.ts";
export { diff } from "./llb/ops/diff.ts";
export type { Mount } from "./llb/ops/exec-mount.ts";
export { type FileAction, owner, ownerIds } from "./llb/ops/file-action.ts";
export { merge } from "./llb/ops/merge.ts";
export { passthrough } from "./llb/ops/passthrough.ts";
export type { RunOptions } from "./llb/ops/run-options.ts";
export { git, http, image, local, ociLayout } from "./llb/sources.ts";
// The graph, by hand.
export { fromOutput, State, scratch } from "./llb/state.ts";
export type { CompileOptions, Epoch } from "./lower/compile-options.ts";
export { type Observer, silentObserver } from "./lower/observer.ts";
export { type OfflineWorld, offlineResolver } from "./lower/offline-resolver.ts";
export type { NamedContext, ResolvedImage, Resolver } from "./lower/resolver.ts";
// Names and configs of images.
export { encodeImageConfig, type Image } from "./oci/image-config.ts";
export { formatPlatformFully, type Platform, parsePlatform, platform } from "./oci/platform.ts";
export type { Diagnostic } from "./text/diagnostic.ts";
export { LocatedError } from "./text/located-error.ts";
export { type RenderOptions, renderDiagnostic } from "./text/render-diagnostic.ts";
// The text of a file, and errors that point into it.
export { lineRangeOf, type SourceText, sourceText } from "./text/source-text.ts";
export type { LineRange, Span } from "./text/span.ts";
