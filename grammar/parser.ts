import { EmbeddedActionsParser, type IToken } from "chevrotain";
import { vocabulary } from "./lexer.ts";
import * as tokens from "./tokens.ts";

/** What stands before an instruction's arguments, and the arguments. */
export interface FlagsAndRest {
  readonly flags: readonly IToken[];
  /** Undefined where nothing follows the flags. */
  readonly rest: IToken | undefined;
}

/** One `key`, `key=` or `key=value` of a comma-separated list. */
export interface Field {
  readonly key: IToken | undefined;
  readonly equals: IToken | undefined;
  readonly value: IToken | undefined;
}

/** The rules for what stands inside a logical line; each returns its tokens, which have offsets into the text. */
export class LineParser extends EmbeddedActionsParser {
  readonly words: () => IToken[];
  readonly assignments: () => IToken[];
  readonly strings: () => IToken[];
  readonly flags: () => FlagsAndRest;
  readonly fields: () => Field[];

  constructor(escaped: tokens.EscapedTokens, skipValidations = true) {
    super(vocabulary(escaped), { maxLookahead: 1, recoveryEnabled: false, skipValidations });
    this.words = this.RULE("words", () => {
      const list: IToken[] = [];
      this.MANY(() => list.push(this.CONSUME(tokens.Word)));
      return list;
    });
    this.assignments = this.RULE("assignments", () => {
      const list: IToken[] = [];
      this.MANY(() => list.push(this.CONSUME(escaped.Assignment)));
      return list;
    });
    this.strings = this.RULE("strings", () => {
      const list: IToken[] = [];
      this.CONSUME(tokens.LBracket);
      this.MANY_SEP({ SEP: tokens.Comma, DEF: () => list.push(this.CONSUME(tokens.JsonString)) });
      this.CONSUME(tokens.RBracket);
      return list;
    });
    this.flags = this.RULE("flags", () => {
      const flags: IToken[] = [];
      this.MANY(() => flags.push(this.CONSUME(escaped.Flag)));
      this.OPTION(() => this.CONSUME(tokens.FlagsEnd));
      const rest = this.OPTION1(() => this.CONSUME(tokens.Rest));
      return { flags, rest };
    });
    const field = this.RULE("field", (): Field => {
      const key = this.OPTION(() => this.CONSUME(tokens.Key));
      const equals = this.OPTION1(() => this.CONSUME(tokens.Equals));
      const value = this.OPTION2(() => this.CONSUME(tokens.FieldValue));
      return { key, equals, value };
    });
    this.fields = this.RULE("fields", () => {
      const list = [this.SUBRULE(field)];
      this.MANY(() => {
        this.CONSUME(tokens.Comma);
        list.push(this.SUBRULE1(field));
      });
      return list;
    });
    this.performSelfAnalysis();
  }
}
