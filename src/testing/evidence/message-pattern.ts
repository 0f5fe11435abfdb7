/** A part of a sentence that depends on the case. */
const sentinel = "QxZvJw";
const anything = "[\\s\\S]*?";

/** The pattern of one sentence of a `messages.ts`: what varies may be any text. Undefined where nothing of it is fixed. */
export function messagePattern(sentence: unknown): RegExp | undefined {
  const text = typeof sentence === "function" ? sampleOf(sentence as (...parts: unknown[]) => string) : sentence;
  if (typeof text !== "string") throw new Error(`not a sentence: ${String(text)}`);
  const fixed = text.split(sentinel);
  if (!fixed.some((part) => /[A-Za-z]{2}/.test(part))) return undefined;
  return new RegExp(fixed.map(escaped).join(anything));
}

/** A sentence whose parts are all the same word; parts that are lists hold it once. */
function sampleOf(sentence: (...parts: unknown[]) => string): string {
  const parts = Array.from({ length: Math.max(sentence.length, 1) }, () => sentinel as unknown);
  try {
    return sentence(...parts);
  } catch {
    return sentence(...parts.map((part) => [part]));
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** All texts inside a golden. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
