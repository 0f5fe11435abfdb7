import { type IMultiModeLexerDefinition, Lexer } from "chevrotain";
import * as tokens from "./tokens.ts";

/** The parts of an instruction's text, each with its own tokens; the lexer starts in one of them. */
export type Mode = "words" | "json" | "flags" | "assignments" | "fields";

/** The tokens of each mode; `rest` and `fieldValue` are entered from others. */
export function lexerModes(escaped: tokens.EscapedTokens): IMultiModeLexerDefinition {
  return {
    modes: {
      words: [tokens.Blank, tokens.Word],
      json: [tokens.JsonSpace, tokens.LBracket, tokens.RBracket, tokens.Comma, tokens.JsonString, tokens.Other],
      flags: [tokens.FlagSpace, tokens.FlagsEnd, escaped.Flag, tokens.Rest],
      rest: [tokens.Rest],
      assignments: [tokens.AssignmentSpace, escaped.Assignment],
      fields: [tokens.Comma, tokens.Key, tokens.Equals],
      fieldValue: [tokens.FieldEnd, tokens.FieldValue],
    },
    defaultMode: "words",
  };
}

/** The lexer of one escape character. Offsets are all that is tracked of a place. */
export function createLexer(escaped: tokens.EscapedTokens): Lexer {
  return new Lexer(lexerModes(escaped), { positionTracking: "onlyOffset", skipValidations: true });
}

/** All token types of one escape character, for a parser. */
export function vocabulary(escaped: tokens.EscapedTokens) {
  const { Blank, Word, JsonSpace, LBracket, RBracket, Comma, JsonString, Other } = tokens;
  const { Key, Equals, FieldValue, FieldEnd, FlagSpace, FlagsEnd, Rest, AssignmentSpace } = tokens;
  return [
    ...[Blank, Word, JsonSpace, LBracket, RBracket, Comma, JsonString, Other],
    ...[Key, Equals, FieldValue, FieldEnd, FlagSpace, FlagsEnd, Rest, AssignmentSpace],
    ...[escaped.Flag, escaped.Assignment],
  ];
}
