import { isDigit, isLetter } from "../../go/unicode-set.ts";

/**
 * A replacement with its references filled in: `$0` and `${0}` are the match, `$$` is a dollar sign, any other name is
 * empty, and a dollar sign without a name stays. @mirrors regexp Regexp.Expand
 */
export function fillTemplate(template: string, matched: () => string): string {
  let at = template.indexOf("$");
  if (at < 0) return template;
  let result = "";
  let copied = 0;
  for (; at >= 0; at = template.indexOf("$", copied)) {
    result += template.slice(copied, at);
    if (template.charAt(at + 1) === "$") {
      result += "$";
      copied = at + 2;
      continue;
    }
    const reference = referenceAt(template, at + 1);
    if (reference === undefined) {
      result += "$";
      copied = at + 1;
      continue;
    }
    if (reference.name === "0") result += matched();
    copied = reference.end;
  }
  return result + template.slice(copied);
}

/** The name at an offset, in braces or as long as it can be; undefined where there is none. */
function referenceAt(template: string, start: number): { name: string; end: number } | undefined {
  const braced = template.charAt(start) === "{";
  const from = braced ? start + 1 : start;
  let at = from;
  for (let rune = template.codePointAt(at); rune !== undefined && isNameRune(rune); rune = template.codePointAt(at)) {
    at += rune > 0xffff ? 2 : 1;
  }
  if (at === from) return undefined;
  if (braced && template.charAt(at) !== "}") return undefined;
  return { name: template.slice(from, at), end: braced ? at + 1 : at };
}

function isNameRune(rune: number): boolean {
  return rune === 0x5f || isLetter(rune) || isDigit(rune);
}
