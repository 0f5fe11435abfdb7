/** Whether a code point is one that a step takes. */
export type RuneSet = (rune: number) => boolean;

/** A place where no character is taken: what must hold there. */
export type Assertion = "begin" | "end" | "word-boundary" | "no-word-boundary";

/**
 * A step of an expression. `literal` and `one` take a character, `any` as many as it can, `folders` is `(.*\/)?`:
 * nothing, or anything but line feeds up to a slash. `or` ends an alternative; the next one follows.
 */
export type Step =
  | { readonly kind: "literal"; readonly rune: number; readonly isOptional: boolean }
  | { readonly kind: "one"; readonly set: RuneSet; readonly isOptional: boolean }
  | { readonly kind: "any"; readonly set: RuneSet }
  | { readonly kind: "folders" }
  | { readonly kind: "assert"; readonly assertion: Assertion }
  | { readonly kind: "or" };

/** Whether a code point is a letter, digit or underscore of ASCII. */
export function isWordRune(rune: number): boolean {
  if (rune >= 0x30 && rune <= 0x39) return true;
  return rune === 0x5f || ((rune | 0x20) >= 0x61 && (rune | 0x20) <= 0x7a && rune < 0x80);
}
