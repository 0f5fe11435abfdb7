import { NumberError } from "./go-error.ts";
import { invalidSyntax, unparsedNumber, valueOutOfRange } from "./messages.ts";

/**
 * The signed integer written in base 2 to 36; throws a NumberError for anything else (no prefix, no underscore) and
 * for what does not fit into `bits`. @mirrors strconv ParseInt
 */
export function parseInt(text: string, base: number, bits: number): bigint {
  return parseSigned("ParseInt", text, base, bits);
}

/** The unsigned integer, without a sign; errors as `parseInt`. @mirrors strconv ParseUint */
export function parseUint(text: string, base: number, bits: number): bigint {
  const most = (1n << BigInt(bits)) - 1n;
  const value = digitsValue(text, base, most);
  if (value === undefined) throw syntaxError("ParseUint", text);
  if (value > most) throw rangeError("ParseUint", text, most);
  return value;
}

/** The decimal int64 of a text; errors as `parseInt`. @mirrors strconv Atoi */
export function atoi(text: string): bigint {
  return parseSigned("Atoi", text, 10, 64);
}

/** The boolean of a text: one of 1 t T TRUE true True 0 f F FALSE false False. @mirrors strconv ParseBool */
export function parseBool(text: string): boolean {
  switch (text) {
    case "1":
    case "t":
    case "T":
    case "true":
    case "TRUE":
    case "True":
      return true;
    case "0":
    case "f":
    case "F":
    case "false":
    case "FALSE":
    case "False":
      return false;
    default:
      throw syntaxError("ParseBool", text);
  }
}

/** The double nearest to a decimal or hexadecimal literal, `inf` or `nan`. @mirrors strconv ParseFloat */
export function parseFloat(text: string): number {
  const special = specialFloat(text);
  if (special !== undefined) return special;
  const plain = text.replaceAll("_", "");
  if (plain !== text && !underscoresSeparateDigits(text)) throw syntaxError("ParseFloat", text);
  const value = decimalFloat.test(plain) ? Number(plain) : hexFloatValue(plain);
  if (value === undefined) throw syntaxError("ParseFloat", text);
  if (!Number.isFinite(value)) throw rangeError("ParseFloat", text, undefined);
  return value;
}

const decimalFloat = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const hexFloat = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/;

function parseSigned(call: string, text: string, base: number, bits: number): bigint {
  const sign = text.charAt(0);
  const negative = sign === "-";
  const limit = 1n << BigInt(bits - 1);
  const value = digitsValue(negative || sign === "+" ? text.slice(1) : text, base, 2n * limit - 1n);
  if (value === undefined) throw syntaxError(call, text);
  if (!negative && value >= limit) throw rangeError(call, text, limit - 1n);
  if (negative && value > limit) throw rangeError(call, text, -limit);
  return negative ? -value : value;
}

/** The value of one or more digits, undefined for anything else; above `most` the rest is not looked at. */
function digitsValue(digits: string, base: number, most: bigint): bigint | undefined {
  if (digits === "") return undefined;
  const safe = Math.min(Number(most), 2 ** 47);
  let small = 0;
  let at = 0;
  for (; at < digits.length && small <= safe; at++) {
    const digit = digitValue(digits.charCodeAt(at));
    if (digit >= base) return undefined;
    small = small * base + digit;
  }
  let value = BigInt(small);
  for (; at < digits.length && value <= most; at++) {
    const digit = digitValue(digits.charCodeAt(at));
    if (digit >= base) return undefined;
    value = value * BigInt(base) + BigInt(digit);
  }
  return value;
}

function digitValue(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x7a ? lower - 0x57 : Number.POSITIVE_INFINITY;
}

function specialFloat(text: string): number | undefined {
  switch (text.toLowerCase()) {
    case "inf":
    case "+inf":
    case "infinity":
    case "+infinity":
      return Number.POSITIVE_INFINITY;
    case "-inf":
    case "-infinity":
      return Number.NEGATIVE_INFINITY;
    case "nan":
      return Number.NaN;
    default:
      return undefined;
  }
}

/** Each underscore stands between digits, or after a base prefix. */
function underscoresSeparateDigits(text: string): boolean {
  const hex = /^[+-]?0[xX]/.test(text);
  const body = text.replace(/^[+-]/, "").replace(/^0[xXoObB]/, "0");
  return hex ? !/(?:^|[^0-9a-fA-F])_|_(?![0-9a-fA-F])/.test(body) : !/(?:^|[^0-9])_|_(?![0-9])/.test(body);
}

function hexFloatValue(text: string): number | undefined {
  const parts = hexFloat.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole, fraction, exponentText] = parts as unknown as [string, string, string, string, string];
  if (whole === "" && fraction === "") return undefined;
  const digits = BigInt(`0x${whole}${fraction}`);
  const exponent = Math.max(-20_000, Math.min(20_000, Number(exponentText))) - 4 * fraction.length;
  const size = scaled(digits, exponent);
  return sign === "-" ? -size : size;
}

/** digits * 2^exponent, rounded once: 64 bits and a sticky bit are kept before the conversion to double. */
function scaled(digits: bigint, exponent: number): number {
  const surplus = Math.max(0, digits.toString(2).length - 64);
  const kept = digits >> BigInt(surplus);
  const sticky = kept << BigInt(surplus) === digits ? 0n : 1n;
  const mantissa = Number(kept | sticky);
  const power = exponent + surplus;
  // Two steps: 2^power alone may be outside the range of doubles where the product is inside.
  const half = Math.trunc(power / 2);
  return mantissa * 2 ** half * 2 ** (power - half);
}

function syntaxError(call: string, text: string): NumberError {
  return new NumberError(unparsedNumber(call, text, invalidSyntax), "syntax", invalidSyntax, undefined);
}

function rangeError(call: string, text: string, nearest: bigint | undefined): NumberError {
  return new NumberError(unparsedNumber(call, text, valueOutOfRange), "range", valueOutOfRange, nearest);
}
