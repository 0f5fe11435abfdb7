import { GoError } from "../../go/go-error.ts";
import { clean } from "../../go/path.ts";
import { trimSpace } from "../../go/space.ts";
import { trimPrefix, trimSuffix } from "../../go/trim.ts";
import { utf8Length } from "../../text/utf8.ts";
import { lineTooLong } from "./messages.ts";

/**
 * The patterns of an ignore file, one a line, cleaned and relative to the context, `!` kept in front; comments and empty
 * lines are dropped. Throws a GoError for a line of 64 KiB. @mirrors github.com/moby/patternmatcher/ignorefile ReadAll
 */
export function readIgnoreFile(text: string): string[] {
  const patterns: string[] = [];
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.length * 3 >= longestLine && utf8Length(line) >= longestLine) throw new GoError(lineTooLong);
    const content = trimSuffix(index === 0 ? trimPrefix(line, "\ufeff") : line, "\r");
    if (content.startsWith("#")) continue;
    const pattern = trimSpace(content);
    if (pattern !== "") patterns.push(cleanPattern(pattern));
  }
  return patterns;
}

/** Of its bytes with `\r`, without `\n`: what Go's line scanner can not hold. */
const longestLine = 64 * 1024;

function cleanPattern(pattern: string): string {
  const isException = pattern.startsWith("!");
  const path = isException ? trimSpace(pattern.slice(1)) : pattern;
  const cleaned = path === "" ? "" : clean(path);
  const relative = cleaned.length > 1 ? trimPrefix(cleaned, "/") : cleaned;
  return isException ? `!${relative}` : relative;
}
