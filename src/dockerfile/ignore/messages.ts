import { quote } from "../../go/quote.ts";

/** What a user reads about ignore files: the words of the packages that read them. */
export const badPattern = "syntax error in pattern";
export const loneExclamation = `illegal exclusion pattern: ${quote("!")}`;
export const lineTooLong = "bufio.Scanner: token too long";
