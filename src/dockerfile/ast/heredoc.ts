/** A here-document: the word after `<<` and the body below the instruction. */
export interface Heredoc {
  /** The terminator, without quotes. */
  readonly name: string;
  /** False where the terminator was quoted: variables in the body stay as they are. */
  readonly expand: boolean;
  /** `<<-`: leading tabs of the body are to be removed. */
  readonly chomp: boolean;
  /** The body as written, with its own line ends; nothing is chomped. */
  readonly content: string;
  /** The digits before `<<`, or 0. */
  readonly fileDescriptor: number;
}

/** A here-document of ADD or COPY: a file to be written. */
export interface InlineFile {
  readonly name: string;
  /** The body, already chomped where `<<-` asks for it. */
  readonly data: string;
  /** Whether variables in the data are to be expanded. */
  readonly expand: boolean;
}
