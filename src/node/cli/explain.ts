import { parseDockerfile } from "../../dockerfile/parse/parse-dockerfile.ts";
import { chainOf } from "../../gateway/status.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { LocatedError } from "../../text/located-error.ts";
import { type RenderOptions, renderDiagnostic } from "../../text/render-diagnostic.ts";
import { type SourceText, sourceText } from "../../text/source-text.ts";
import type { LineRange, Span } from "../../text/span.ts";
import { decodeUtf8 } from "../../text/utf8.ts";

/** A failure already written out for the terminal, with its line end. */
export class Explanation extends Error {}

/**
 * Returns what a failed compilation says, with the lines it is about: for a file that cannot be parsed all its errors,
 * else the one that ended it. What has no place in the file is returned as it is.
 */
export function explain(
  error: unknown,
  dockerfile: { name: string; bytes: Uint8Array },
  options: RenderOptions,
): unknown {
  const located = chainOf(error).find((link) => link instanceof LocatedError);
  if (located === undefined || !(error instanceof Error)) return error;
  const source = sourceText(decodeUtf8(dockerfile.bytes), dockerfile.name);
  const { diagnostics } = parseDockerfile(source);
  const shown = diagnostics.length > 0 ? diagnostics : [diagnosticOf(error, located, source)];
  return new Explanation(shown.map((diagnostic) => renderDiagnostic(diagnostic, source, options)).join("\n"), {
    cause: error,
  });
}

/** The innermost place is where it happened, those after it are how the compilation came there. */
function diagnosticOf(error: Error, { locations }: LocatedError, source: SourceText): Diagnostic {
  const lines = locations[0]?.[0] ?? { start: 1, end: 1 };
  return { code: "dockerfile/compile", severity: "error", message: error.message, span: spanOf(lines, source) };
}

function spanOf(lines: LineRange, source: SourceText): Span {
  const within = (line: number) => Math.min(Math.max(1, line), Math.max(1, source.lineCount));
  if (source.lineCount === 0) return { start: 0, end: 0 };
  const { start } = source.lineSpan(within(lines.start));
  return { start, end: source.lineSpan(within(Math.max(lines.start, lines.end))).end };
}
