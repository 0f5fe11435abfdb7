import type { Diagnostic } from "../../text/diagnostic.ts";
import type { SourceText } from "../../text/source-text.ts";
import type { LineRange, Span } from "../../text/span.ts";
import type { ArgInstruction } from "../ast/arg.ts";
import type { Dockerfile, ParseError, Stage } from "../ast/dockerfile.ts";
import type { Instruction } from "../ast/instructions.ts";
import { LineReader } from "../lines/line-reader.ts";
import { longestLine } from "../lines/line-scanner.ts";
import { lineTooLong, noBuildStage, noInstructions, parseErrorOnLine } from "../messages.ts";
import { buildInstruction } from "./build-instruction.ts";
import { type RawNode, readNode } from "./raw-node.ts";

/** An error the reference finds while it joins lines, at these lines. */
interface LineError {
  readonly message: string;
  readonly lines: LineRange;
}

/** A file whose lines are joined, and what was made of each. */
export interface JoinedFile<Node> {
  readonly reader: LineReader;
  readonly nodes: readonly Node[];
  readonly emptyContinuations: readonly LineRange[];
  /** The first error of the lines, in the reference's order. */
  readonly error: LineError | undefined;
  /** Errors that belong to no instruction. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How a Dockerfile is parsed. */
export interface ParseOptions {
  /**
   * For who needs only `error`: no instruction is built behind the first that is invalid, no line read behind one that
   * the reference refuses. Of a file without error the result is the same.
   */
  readonly firstErrorOnly?: boolean;
}

/**
 * The Dockerfile of a source: all its instructions and all its errors; never throws.
 * @mirrors frontend/dockerfile/parser Parse, frontend/dockerfile/instructions Parse
 */
export function parseDockerfile(source: SourceText, { firstErrorOnly = false }: ParseOptions = {}): Dockerfile {
  const file = joinFile(source.text, firstErrorOnly ? buildUntilInvalid() : buildInstruction, firstErrorOnly);
  const { nodes } = file;
  const { globalArgs, stages, error, homeless } = groupInStages(nodes);
  const lineError = file.error && { message: file.error.message, locations: [[file.error.lines]], nodeCount: -1 };
  const first = lineError ?? error;
  return {
    source,
    escape: file.reader.escape,
    directives: file.reader.directives,
    nodes,
    globalArgs,
    stages,
    emptyContinuations: file.emptyContinuations,
    diagnostics: allDiagnostics(file.diagnostics, nodes, homeless),
    ...(first !== undefined && { error: first }),
  };
}

/** Builds instructions up to and with the first that is invalid. */
function buildUntilInvalid(): (node: RawNode) => Instruction | undefined {
  let refused = false;
  return (node) => {
    if (refused) return undefined;
    const instruction = buildInstruction(node);
    refused = instruction.kind === "invalid";
    return instruction;
  };
}

/** The joined lines of a text, each as `build` makes it, if it does, with the errors of the reference's first pass. */
export function joinFile<Node>(
  text: string,
  build: (node: RawNode) => Node | undefined,
  firstErrorOnly = false,
): JoinedFile<Node> {
  const reader = new LineReader(text);
  const nodes: Node[] = [];
  const emptyContinuations: LineRange[] = [];
  let error: LineError | undefined;
  for (let line = reader.read(); line !== undefined; line = reader.read()) {
    error ??= directiveError(reader);
    const node = readNode(reader, line);
    if (node.fault !== undefined) error ??= { message: node.fault.message, lines: node.lines };
    if (line.hasEmptyContinuation) emptyContinuations.push({ start: line.lines.end, end: line.lines.end });
    const built = build(node);
    if (built !== undefined) nodes.push(built);
    if (firstErrorOnly && error !== undefined) break;
  }
  error ??= directiveError(reader);
  const diagnostics = fileDiagnostics(reader, nodes.length, text);
  error ??= cutLineError(reader);
  const last = { start: reader.lineNumber, end: reader.lineNumber };
  if (nodes.length === 0) error ??= { message: noInstructions, lines: last };
  else if (reader.stoppedAtLongLine) error ??= { message: lineTooLong(longestLine), lines: last };
  return { reader, nodes, emptyContinuations, error, diagnostics };
}

/** The error of a line of which only the start is read: it comes before the one for its length. */
function cutLineError(reader: LineReader): LineError | undefined {
  const line = reader.readCut();
  if (line === undefined) return undefined;
  const { fault, lines } = readNode(reader, line);
  return fault && { message: fault.message, lines };
}

function directiveError(reader: LineReader): LineError | undefined {
  const [first] = reader.faults;
  return first && { message: first.fault.message, lines: first.lines };
}

function fileDiagnostics(reader: LineReader, nodeCount: number, text: string): Diagnostic[] {
  const diagnostics = reader.faults.map(({ fault, span }) => errorAt(fault.code, fault.message, span));
  if (reader.stoppedAtLongLine) {
    const start = reader.nextLineStart;
    const end = text.indexOf("\n", start);
    const span = { start, end: end < 0 ? text.length : end };
    diagnostics.push(errorAt("dockerfile/line-too-long", lineTooLong(longestLine), span));
  } else if (nodeCount === 0) {
    diagnostics.push(errorAt("dockerfile/no-instructions", noInstructions, { start: 0, end: text.length }));
  }
  return diagnostics;
}

interface Grouping {
  readonly globalArgs: ArgInstruction[];
  readonly stages: Stage[];
  readonly error: ParseError | undefined;
  /** Instructions that stand before any FROM, even a misspelt one. */
  readonly homeless: Instruction[];
}

/** The nodes by stage, and the first error of the reference's second pass. */
function groupInStages(nodes: readonly Instruction[]): Grouping {
  const globalArgs: ArgInstruction[] = [];
  const stages: { from: Stage["from"]; instructions: Instruction[] }[] = [];
  const homeless: Instruction[] = [];
  let error: ParseError | undefined;
  let hasFrom = false;
  nodes.forEach((node, index) => {
    const stage = stages[stages.length - 1];
    if (node.kind === "from") {
      stages.push({ from: node, instructions: [] });
      hasFrom = true;
    } else if (node.kind === "invalid") {
      const message = parseErrorOnLine(node.lines.start, node.diagnostic.message);
      error ??= { message, locations: [[node.lines]], nodeCount: index };
      hasFrom ||= node.keyword === "FROM" || node.diagnostic.suggestion === "FROM";
      stage?.instructions.push(node);
    } else if (stage !== undefined) stage.instructions.push(node);
    else if (node.kind === "arg") globalArgs.push(node);
    else {
      error ??= { message: noBuildStage, locations: [[node.lines]], nodeCount: index + 1 };
      if (!hasFrom) homeless.push(node);
    }
  });
  return { globalArgs, stages, error, homeless };
}

/** All errors by their place. */
function allDiagnostics(
  ofFile: readonly Diagnostic[],
  nodes: readonly Instruction[],
  homeless: readonly Instruction[],
): Diagnostic[] {
  const diagnostics = [...ofFile];
  for (const node of nodes) if (node.kind === "invalid") diagnostics.push(node.diagnostic);
  for (const { span } of homeless) diagnostics.push(errorAt("dockerfile/no-build-stage", noBuildStage, span));
  return diagnostics.sort((left, right) => left.span.start - right.span.start);
}

function errorAt(code: string, message: string, span: Span): Diagnostic {
  return { code, severity: "error", message, span };
}
