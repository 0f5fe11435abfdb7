/** The text without the characters of `cutset` at either end; `cutset` holds ASCII only. @mirrors strings Trim */
export function trim(text: string, cutset: string): string {
  return trimLeft(trimRight(text, cutset), cutset);
}

/** The text without the characters of `cutset` at its start; `cutset` holds ASCII only. @mirrors strings TrimLeft */
export function trimLeft(text: string, cutset: string): string {
  let start = 0;
  while (start < text.length && cutset.includes(text.charAt(start))) start++;
  return text.slice(start);
}

/** The text without the characters of `cutset` at its end; `cutset` holds ASCII only. @mirrors strings TrimRight */
export function trimRight(text: string, cutset: string): string {
  let end = text.length;
  while (end > 0 && cutset.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The text without `prefix`, where it starts with it. @mirrors strings TrimPrefix */
export function trimPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

/** The text without `suffix`, where it ends with it. @mirrors strings TrimSuffix */
export function trimSuffix(text: string, suffix: string): string {
  return suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

/** The text before and after the first `separator`, and whether there is one. @mirrors strings Cut */
export function cut(text: string, separator: string): readonly [before: string, after: string, found: boolean] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, "", false] : [text.slice(0, at), text.slice(at + separator.length), true];
}

/** At most `count` parts between separators, the last one with the rest. @mirrors strings SplitN */
export function splitN(text: string, separator: string, count: number): string[] {
  const parts: string[] = [];
  let from = 0;
  while (parts.length < count - 1) {
    const at = text.indexOf(separator, from);
    if (at < 0) break;
    parts.push(text.slice(from, at));
    from = at + separator.length;
  }
  parts.push(text.slice(from));
  return parts;
}
