/** Whether a code unit is white space. All of Go's space characters are in the basic plane. @mirrors unicode IsSpace */
export function isSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  if (unit < 0x1680) return unit === 0x85 || unit === 0xa0;
  return (
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

/** The text without white space at either end. @mirrors strings TrimSpace */
export function trimSpace(text: string): string {
  const start = leadingSpace(text);
  return text.slice(start, Math.max(start, trailingSpaceStart(text)));
}

/** The text without white space at its start. @mirrors strings TrimLeftFunc */
export function trimSpaceLeft(text: string): string {
  return text.slice(leadingSpace(text));
}

/** The text without white space at its end. @mirrors strings TrimRightFunc */
export function trimSpaceRight(text: string): string {
  return text.slice(0, trailingSpaceStart(text));
}

/** The words of a text between runs of white space. @mirrors strings Fields */
export function fields(text: string): string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    const space = at === text.length || isSpace(text.charCodeAt(at));
    if (space && start >= 0) {
      words.push(text.slice(start, at));
      start = -1;
    } else if (!space && start < 0) start = at;
  }
  return words;
}

function leadingSpace(text: string): number {
  let start = 0;
  while (start < text.length && isSpace(text.charCodeAt(start))) start++;
  return start;
}

function trailingSpaceStart(text: string): number {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}
