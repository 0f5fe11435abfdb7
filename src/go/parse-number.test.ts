import { describe, expect, test } from "vitest";
import { NumberError } from "./go-error.ts";
import { atoi, parseBool, parseFloat, parseInt, parseUint } from "./parse-number.ts";

function errorOf(read: () => unknown): NumberError {
  try {
    read();
  } catch (error) {
    if (error instanceof NumberError) return error;
  }
  throw new Error("no NumberError was thrown");
}

describe("integers", () => {
  test("the ends of their range", () => {
    expect(parseInt("9223372036854775807", 10, 64)).toBe(9223372036854775807n);
    expect(parseInt("-9223372036854775808", 10, 64)).toBe(-9223372036854775808n);
    expect(parseUint("18446744073709551615", 10, 64)).toBe(18446744073709551615n);
    expect(parseInt("+0755", 8, 32)).toBe(0o755n);
    expect(atoi("-42")).toBe(-42n);
  });

  test.each(["", "-", "+", "1a", "1_0", " 1", "0x1", "é", "--1"])("%j is no integer", (text) => {
    const error = errorOf(() => parseInt(text, 10, 64));
    expect(error.message).toBe(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
    expect(error.reason).toBe("syntax");
  });

  test("out of range tells the nearest", () => {
    const error = errorOf(() => parseInt("9223372036854775808", 10, 64));
    expect(error.message).toBe('strconv.ParseInt: parsing "9223372036854775808": value out of range');
    expect(error.nearest).toBe(9223372036854775807n);
    expect(errorOf(() => parseInt("-3000000000", 10, 32)).nearest).toBe(-2147483648n);
    expect(errorOf(() => parseUint("99999999999999999999", 10, 64)).nearest).toBe(18446744073709551615n);
  });

  test("what overflows is not read on", () => {
    expect(errorOf(() => parseUint("4294967296x", 10, 32)).reason).toBe("range");
    expect(errorOf(() => parseUint("429496729x", 10, 32)).reason).toBe("syntax");
  });

  test("an unsigned integer has no sign, and errors name their function", () => {
    expect(errorOf(() => parseUint("-1", 10, 64)).message).toBe('strconv.ParseUint: parsing "-1": invalid syntax');
    expect(errorOf(() => atoi("x")).message).toBe('strconv.Atoi: parsing "x": invalid syntax');
  });
});

test("booleans", () => {
  expect(["1", "t", "T", "true", "TRUE", "True"].map(parseBool)).toEqual(Array(6).fill(true));
  expect(["0", "f", "F", "false", "FALSE", "False"].map(parseBool)).toEqual(Array(6).fill(false));
  expect(errorOf(() => parseBool("tRUE")).message).toBe('strconv.ParseBool: parsing "tRUE": invalid syntax');
});

describe("floats", () => {
  test.each([
    ["1.5", 1.5],
    [".5", 0.5],
    ["5.", 5],
    ["1e3", 1000],
    ["1_000.5", 1000.5],
    ["0x1p-2", 0.25],
    ["-0x.8P1", -1],
    ["Inf", Number.POSITIVE_INFINITY],
    ["-infinity", Number.NEGATIVE_INFINITY],
    ["0x1p-1074", 5e-324],
  ])("%s", (text, value) => {
    expect(parseFloat(text)).toBe(value);
  });

  test.each(["", ".", "1e", "0x10", "1__0", "_1", "1_", "1 ", "0x_p0", "infin"])("%j is none", (text) => {
    expect(errorOf(() => parseFloat(text)).reason).toBe("syntax");
  });

  test("too large", () => {
    expect(errorOf(() => parseFloat("1e400")).message).toBe('strconv.ParseFloat: parsing "1e400": value out of range');
  });
});
