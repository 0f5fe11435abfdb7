import { quote } from "./quote.ts";

/** What a user reads when a value can not be read: Go's own words, since people search for them. */
export const invalidSyntax = "invalid syntax";
export const valueOutOfRange = "value out of range";
export const unparsedNumber = (call: string, text: string, reason: string): string =>
  `strconv.${call}: parsing ${quote(text)}: ${reason}`;

export const invalidDuration = (quoted: string): string => `time: invalid duration ${quoted}`;
export const missingDurationUnit = (quoted: string): string => `time: missing unit in duration ${quoted}`;
export const unknownDurationUnit = (unit: string, quoted: string): string =>
  `time: unknown unit ${unit} in duration ${quoted}`;
export const unparsedTime = (quoted: string, rest: string, wanted: string): string =>
  `parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${rest} as "${wanted}"`;
export const timeOutOfRange = (quoted: string, part: string): string => `parsing time ${quoted}: ${part} out of range`;
export const extraTimeText = (quoted: string, rest: string): string => `parsing time ${quoted}: extra text: ${rest}`;
export const yearOutsideRange = "Time.MarshalJSON: year outside of range [0,9999]";

export const endOfInput = "EOF";
export const csvBareQuote = (column: number): string =>
  `parse error on line 1, column ${column}: bare " in non-quoted-field`;
export const csvQuote = (column: number): string =>
  `parse error on line 1, column ${column}: extraneous or missing " in quoted-field`;

export const badPattern = "syntax error in pattern";

export const invalidSize = (text: string): string => `invalid size: '${text}'`;
export const invalidSizeSuffix = (suffix: string): string => `invalid suffix: '${suffix}'`;
export const invalidUlimit = (text: string): string => `invalid ulimit argument: ${text}`;
export const invalidUlimitType = (name: string): string => `invalid ulimit type: ${name}`;
export const tooManyUlimits = (text: string): string =>
  `too many limit value arguments - ${text}, can only have up to two, \`soft[:hard]\``;
export const unlimitedSoftLimit = (hard: bigint): string =>
  `ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: ${hard}`;
export const softLimitAboveHard = (soft: bigint, hard: bigint): string =>
  `ulimit soft limit must be less than or equal to hard limit: ${soft} > ${hard}`;

export const invalidSignal = (text: string): string => `invalid signal: ${text}`;

export const base64Corrupt = (at: number): string => `illegal base64 data at input byte ${at}`;

export const noRelativePath = (path: string): string => `No relative path specified in ${quote(path)}`;
export const uncPath = "UNC paths are not supported";
export const notSystemDrive = "The specified path is not on the system drive (C:)";
export const removingDrive = (reason: string): string => `removing drive letter: ${reason}`;
export const normalizingWorkdir = (reason: string): string => `normalizing working directory: ${reason}`;

export const jsonEnd = "unexpected end of JSON input";
/** What a bracket that opens one list too many does; the context of `jsonCharacter`. */
export const jsonDepth = "exceeded max depth";
export const jsonCharacter = (quoted: string, context: string): string => `invalid character ${quoted} ${context}`;
export const jsonMismatch = (found: string, wanted: string): string =>
  `json: cannot unmarshal ${found} into Go value of type ${wanted}`;
export const jsonFieldMismatch = (found: string, field: string, wanted: string): string =>
  `json: cannot unmarshal ${found} into Go struct field ${field} of type ${wanted}`;
export const jsonMarshalerFailed = (type: string, reason: string): string =>
  `json: error calling MarshalJSON for type ${type}: ${reason}`;

export const unparsedUrl = (text: string, reason: string): string => `parse ${quote(text)}: ${reason}`;
export const missingScheme = "missing protocol scheme";
export const controlCharacterInUrl = "net/url: invalid control character in URL";
export const colonInFirstSegment = "first path segment in URL cannot contain colon";
export const invalidUserinfo = "net/url: invalid userinfo";
export const invalidIpLiteral = "invalid IP-literal";
export const missingBracket = "missing ']' in host";
export const invalidPort = (colonPort: string): string => `invalid port ${quote(colonPort)} after host`;
export const invalidHost = (reason: string): string => `invalid host: ${reason}`;
export const invalidUrlEscape = (escape: string): string => `invalid URL escape ${quote(escape)}`;
export const invalidHostCharacter = (character: string): string => `invalid character ${quote(character)} in host name`;
export const tooManyQueryPairs = "number of URL query parameters exceeded limit";
export const semicolonInQuery = "invalid semicolon separator in query";
export const unparsedAddress = (text: string, reason: string, rest: string): string =>
  `ParseAddr(${quote(text)}): ${reason}${rest === "" ? "" : ` (at ${quote(rest)})`}`;
export const zoneOutsideRange = "Time.MarshalJSON: timezone hour outside of range [0,23]";

export const addressError = (address: string, reason: string): string => `address ${address}: ${reason}`;
