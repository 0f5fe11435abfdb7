import { GoError } from "./go-error.ts";
import { unparsedAddress } from "./messages.ts";

/** An IP address: 4 bytes for IPv4, 16 for IPv6; the zone is empty where none is given. */
export interface IpAddress {
  readonly bytes: Uint8Array;
  readonly zone: string;
}

/** The 16 bytes of an IP address, IPv4 as `::ffff:a.b.c.d`; undefined for anything else. @mirrors net ParseIP */
export function parseIp(text: string): Uint8Array | undefined {
  try {
    const { bytes, zone } = parseAddress(text);
    if (zone !== "") return undefined;
    return bytes.length === 16 ? bytes : Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...bytes);
  } catch {
    return undefined;
  }
}

/** An address of 16 bytes as Go prints it: dotted for IPv4, else the longest run of zeros as `::`. @mirrors net IP.String */
export function formatIp(bytes: Uint8Array): string {
  if (bytes.subarray(0, 12).every((byte, at) => byte === (at < 10 ? 0 : 0xff))) return bytes.subarray(12).join(".");
  const groups = Array.from({ length: 8 }, (_, at) => ((bytes[2 * at] as number) << 8) | (bytes[2 * at + 1] as number));
  const run = longestZeroRun(groups);
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(":");
  if (run.length < 2) return hex(groups);
  return `${hex(groups.slice(0, run.start))}::${hex(groups.slice(run.start + run.length))}`;
}

/** The address of a text; throws a GoError that says where it stops being one. @mirrors net/netip ParseAddr */
export function parseAddress(text: string): IpAddress {
  switch (/[.:%]/.exec(text)?.[0]) {
    case ".":
      return { bytes: Uint8Array.from(parseOctets(text, text)), zone: "" };
    case ":":
      return parseIpv6(text);
    case "%":
      throw new GoError(unparsedAddress(text, "missing IPv6 address", ""));
    default:
      throw new GoError(unparsedAddress(text, "unable to parse IP", ""));
  }
}

/** The four octets of `part`, which ends the address `whole`. */
function parseOctets(whole: string, part: string): number[] {
  const fail = (reason: string, rest = ""): GoError => new GoError(unparsedAddress(whole, reason, rest));
  const octets: number[] = [];
  let value = 0;
  let digits = 0;
  for (let at = 0; at < part.length; at++) {
    const unit = part.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) {
      if (digits === 1 && value === 0) throw fail("IPv4 field has octet with leading zero");
      value = value * 10 + unit - 0x30;
      digits++;
      if (value > 255) throw fail("IPv4 field has value >255");
    } else if (unit === 0x2e) {
      const isAlone = at === 0 || at === part.length - 1 || part.charAt(at - 1) === ".";
      if (isAlone) throw fail("IPv4 field must have at least one digit", part.slice(at));
      if (octets.length === 3) throw fail("IPv4 address too long");
      octets.push(value);
      value = 0;
      digits = 0;
    } else throw fail("unexpected character", part.slice(at));
  }
  if (octets.length < 3) throw fail("IPv4 address too short");
  return [...octets, value];
}

function parseIpv6(whole: string): IpAddress {
  const fail = (reason: string, rest = ""): GoError => new GoError(unparsedAddress(whole, reason, rest));
  const percent = whole.indexOf("%");
  const zone = percent < 0 ? "" : whole.slice(percent + 1);
  if (percent >= 0 && zone === "") throw fail("zone must be a non-empty string");
  const address = percent < 0 ? whole : whole.slice(0, percent);
  const state: Ipv6State = { rest: address, bytes: [], gap: -1 };
  if (address.startsWith("::")) {
    state.gap = 0;
    state.rest = address.slice(2);
  }
  while (state.bytes.length < 16 && (state.rest !== "" || state.gap !== 0 || state.bytes.length > 0)) {
    if (!readGroup(state, whole)) break;
  }
  const { rest, bytes, gap } = state;
  if (rest !== "") throw fail("trailing garbage after address", rest);
  if (bytes.length < 16 && gap < 0) throw fail("address string too short");
  if (bytes.length === 16 && gap >= 0) throw fail("the :: must expand to at least one field of zeros");
  const zeros = Array.from({ length: 16 - bytes.length }, () => 0);
  const cut = gap < 0 ? bytes.length : gap;
  return { bytes: Uint8Array.from([...bytes.slice(0, cut), ...zeros, ...bytes.slice(cut)]), zone };
}

/** What is still to be read, what was read, and how many bytes stood before `::` (-1 without one). */
interface Ipv6State {
  rest: string;
  readonly bytes: number[];
  gap: number;
}

/** Reads one group of hex digits with the colon after it, or the IPv4 at the end; false where the address may end. */
function readGroup(state: Ipv6State, whole: string): boolean {
  const { rest, bytes } = state;
  const fail = (reason: string, at = rest): GoError => new GoError(unparsedAddress(whole, reason, at));
  const digits = /^[0-9a-fA-F]*/.exec(rest)?.[0] ?? "";
  if (digits.length > 4) throw fail("each group must have 4 or less digits");
  if (digits === "") throw fail("each colon-separated field must have at least one digit");
  if (rest.charAt(digits.length) === ".") {
    if (state.gap < 0 && bytes.length !== 12)
      throw fail("embedded IPv4 address must replace the final 2 fields of the address");
    if (bytes.length > 12) throw fail("too many hex fields to fit an embedded IPv4 at the end of the address");
    bytes.push(...parseOctets(whole, rest));
    state.rest = "";
    return false;
  }
  const group = Number.parseInt(digits, 16);
  bytes.push(group >> 8, group & 0xff);
  const after = rest.slice(digits.length);
  state.rest = after;
  if (after === "") return false;
  if (!after.startsWith(":")) throw fail("unexpected character, want colon", after);
  if (after === ":") throw fail("colon must be followed by more characters", after);
  state.rest = after.slice(1);
  if (!state.rest.startsWith(":")) return true;
  if (state.gap >= 0) throw fail("multiple :: in address", state.rest);
  state.gap = bytes.length;
  state.rest = state.rest.slice(1);
  return state.rest !== "";
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}
