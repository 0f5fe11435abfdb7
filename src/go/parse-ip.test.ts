import { describe, expect, test } from "vitest";
import { formatIp, parseAddress, parseIp } from "./parse-ip.ts";

describe("addresses", () => {
  test.each([
    ["1.2.3.4", "1.2.3.4"],
    ["::ffff:1.2.3.4", "1.2.3.4"],
    ["::", "::"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["2001:DB8::", "2001:db8::"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
    ["1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
  ])("%s", (text, formatted) => {
    expect(formatIp(parseIp(text) as Uint8Array)).toBe(formatted);
  });

  test.each(["", "1", "1.2.3", "01.2.3.4", "256.1.1.1", ":::", "1::2::3", "1:2:3:4:5:6:7:8:9", "12345::", "::1%eth0"])(
    "%j is none",
    (text) => {
      expect(parseIp(text)).toBeUndefined();
    },
  );
});

test.each([
  ["1.2.3.4.5", 'ParseAddr("1.2.3.4.5"): IPv4 address too long'],
  ["1..2", 'ParseAddr("1..2"): IPv4 field must have at least one digit (at ".2")'],
  ["1:2", 'ParseAddr("1:2"): address string too short'],
  ["1:g", 'ParseAddr("1:g"): each colon-separated field must have at least one digit (at "g")'],
  ["::1%", 'ParseAddr("::1%"): zone must be a non-empty string'],
])("%s says why", (text, message) => {
  expect(() => parseAddress(text)).toThrow(message);
});

test("a zone is kept apart", () => {
  expect(parseAddress("fe80::1%eth0").zone).toBe("eth0");
});
