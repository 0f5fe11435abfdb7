import { quote } from "../go/quote.ts";

/** Every sentence of this room that a user may see; those of the reference in its words. */

// Words
export const unprocessedWord = (word: string, reason: string): string => `failed to process ${quote(word)}: ${reason}`;
export const unclosedSingleQuote = "unexpected end of statement while looking for matching single-quote";
export const unclosedDoubleQuote = "unexpected end of statement while looking for matching double-quote";
export const missingBrace = "syntax error: missing '}'";
export const missingSlash = "syntax error: missing '/' in ${}";
export const badSubstitution = "syntax error: bad substitution";
export const unsupportedModifier = (modifier: string): string => `unsupported modifier (${modifier}) in substitution`;
export const requiredVariable = (name: string, message: string): string => `${name}: ${message}`;
export const unsetVariable = "is not allowed to be unset";
export const emptyVariable = "is not allowed to be empty";
export const invalidPattern = (pattern: string, reason: string): string =>
  `invalid pattern (${pattern}) in substitution: ${reason}`;
export const invalidPatternEscape = (character: string): string => `invalid escape '\\${character}'`;

export const valueTooLong = (units: number): string => `value of more than ${units} characters`;

// Lines
export const onlyOneDirective = (name: string): string => `only one ${name} parser directive can be used`;
export const invalidEscapeDirective = (value: string): string =>
  `invalid escape token '${value}' does not match \` or \\`;
export const lineTooLong = (bytes: number): string => `dockerfile line greater than max allowed size of ${bytes}`;
export const noInstructions = "file with no instructions";
export const unterminatedHeredoc = "unterminated heredoc";
export const inconsistentHeredoc = (word: string): string =>
  `internal lexing of heredoc produced inconsistent results: ${word}`;
export const stringsOnly = "when using JSON array syntax, arrays must be comprised of strings only";
export const twoArguments = (keyword: string): string => `${keyword} must have two arguments`;
export const missingEquals = (word: string): string =>
  `Syntax error - can't find = in ${quote(word)}. Must be of the form: name=value`;

// Instructions
export const parseErrorOnLine = (line: number, message: string): string =>
  `dockerfile parse error on line ${line}: ${message}`;
export const unknownInstruction = (keyword: string): string => `unknown instruction: ${keyword}`;
export const noBuildStage = "no build stage in current context";
export const singleTrigger = "onbuild trigger should be a single expression";
export const stageAsTrigger = "*instructions.Stage is not a command type";
export const atLeastOneArgument = (keyword: string): string => `${keyword} requires at least one argument`;
export const exactlyOneArgument = (keyword: string): string => `${keyword} requires exactly one argument`;
export const noDestination = (keyword: string): string =>
  `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined`;
export const heredocAsDestination = (keyword: string): string => `${keyword} cannot accept a heredoc as a destination`;
export const blankNames = (keyword: string): string => `${keyword} names can not be blank`;
export const jsonFormRequired = (keyword: string): string => `${keyword} requires the arguments to be in JSON form`;
export const oneOrThreeArguments = "FROM requires either one or three arguments";
export const invalidStageName = (name: string): string =>
  `invalid name for build stage: ${quote(name)}, name can't start with a number or contain symbols`;
export const chainedOnbuild = "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed";
export const forbiddenTrigger = (keyword: string): string => `${keyword} isn't allowed as an ONBUILD trigger`;
export const emptyVolume = "VOLUME specified can not be an empty string";
export const argumentsAfterNone = "HEALTHCHECK NONE takes no arguments";
export const missingHealthCommand = "Missing command after HEALTHCHECK CMD";
export const unknownHealthType = (type: string): string => `Unknown type ${quote(type)} in HEALTHCHECK (try CMD)`;
export const intervalTooShort = (flag: string): string => `Interval ${quote(flag)} cannot be less than 1ms`;
export const negativeRetries = (retries: bigint): string => `--retries cannot be negative (${retries})`;

// Flags
export const unknownFlag = (flag: string): string => `unknown flag: ${flag}`;
export const duplicateFlag = (flag: string): string => `duplicate flag specified: ${flag}`;
export const missingFlagValue = (flag: string): string => `missing a value on flag: ${flag}`;
export const notBoolean = (flag: string, value: string): string =>
  `expecting boolean value for flag ${flag}, not: ${value}`;

// RUN
export const invalidNetworkMode = (value: string): string => `invalid network mode ${quote(value)}`;
export const invalidSecurityMode = (value: string): string => `security ${quote(value)} is not valid`;
export const unparsedDevices = (reason: string): string => `failed to parse csv devices: ${reason}`;
export const deviceNameSet = (name: string): string => `device name already set to ${name}`;
export const unparsedMounts = (reason: string): string => `failed to parse csv mounts: ${reason}`;
export const notKeyValue = (field: string): string => `invalid field '${field}' must be a key=value pair`;
export const unexpectedKey = (key: string, field: string): string => `unexpected key '${key}' in '${field}'`;
export const unexpectedKeyForType = (key: string, type: string): string =>
  `unexpected key '${key}' for mount type '${type}'`;
export const variableInKey = (key: string): string =>
  `'${key}' doesn't support variable expansion, define alias stage instead`;
export const invalidValue = (key: string, value: string): string => `invalid value for ${key}: ${value}`;
export const invalidNumber = (key: string, value: string): string => `invalid value ${value} for ${key}`;
export const unsupportedMountType = (value: string): string => `unsupported mount type ${quote(value)}`;
export const unsupportedSharing = (value: string): string => `unsupported sharing value ${quote(value)}`;
export const notAllowedForType = (key: string, type: string): string =>
  `${key} not allowed for ${quote(type)} type mounts`;
export const secretFrom = "secret mount should not have a from";
export const secretSharing = "secret mount should not define sharing";
export const secretWithoutSource = "invalid secret mount. one of source, target required";
export const secretSourceAndId = "both source and id can't be set";
export const sharingForType = (type: string): string => `invalid cache sharing set for ${type} mount`;
