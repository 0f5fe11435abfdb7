/** The sentences of this folder: the image's build has it, and not the other tools. */
export const messages = {
  chevrotainChanged: (text: string) =>
    `Chevrotain's lexer has no single \`${text}\`: tools/bundle/chevrotain-without-table.ts must follow its new version`,
} as const;
