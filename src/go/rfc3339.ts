import { quoteTimeText } from "./duration.ts";
import { GoError } from "./go-error.ts";
import {
  extraTimeText,
  jsonMarshalerFailed,
  timeOutOfRange,
  unparsedTime,
  yearOutsideRange,
  zoneOutsideRange,
} from "./messages.ts";

/**
 * The RFC 3339 text of a point in time, in seconds since 1970, in UTC; outside the years 0 to 9999 it is one that Go can
 * not write into JSON (`checkJsonTime`). @mirrors time Time.Format
 */
export function formatUnixTime(seconds: bigint): string {
  const day = floorDivide(seconds, secondsPerDay);
  const clock = Number(seconds - day * secondsPerDay);
  const [year, month, date] = civilDate(Number(day));
  const years = year < 0 ? `-${padded(-year, 4)}` : padded(year, 4);
  const time = [clock / 3600, (clock / 60) % 60, clock % 60].map((part) => padded(Math.trunc(part), 2)).join(":");
  return `${years}-${padded(month, 2)}-${padded(date, 2)}T${time}Z`;
}

/** Throws a GoError with the JSON encoder's words for a time that it can not write. @mirrors time Time.MarshalJSON */
export function checkJsonTime(text: string): void {
  if (!/^[0-9]{4}-/.test(text)) throw new GoError(jsonMarshalerFailed("*time.Time", yearOutsideRange));
  if (/[+-](?:2[4-9]|[3-9][0-9]|[0-9]{3}):[0-9]{2}$/.test(text)) {
    throw new GoError(jsonMarshalerFailed("*time.Time", zoneOutsideRange));
  }
}

/**
 * An RFC 3339 text as Go's JSON decoder reads and its encoder writes it again: no zeros at the end of the fraction, `Z`
 * for no offset. Go's reader is lenient (one digit of an hour, a comma, 24:00 as offset); throws a GoError with its
 * words. @mirrors time Time.UnmarshalJSON
 */
export function normalizeRfc3339(text: string): string {
  const reader: Reader = { text, at: 0 };
  const year = readDigits(reader, "2006", 4, 4);
  readMark(reader, "-");
  const month = readRanged(reader, { element: "01", name: "month", least: 1, most: 12 });
  readMark(reader, "-");
  const day = readDigits(reader, "02", 2, 2);
  readMark(reader, "T");
  const hour = readRanged(reader, { element: "15", name: "hour", least: 0, most: 23, digits: 1 });
  readMark(reader, ":");
  const minute = readRanged(reader, { element: "04", name: "minute", least: 0, most: 59 });
  readMark(reader, ":");
  const second = readRanged(reader, { element: "05", name: "second", least: 0, most: 59 });
  const fraction = readFraction(reader);
  const zone = readZone(reader);
  const quoted = quoteTimeText(text);
  if (reader.at < text.length) throw new GoError(extraTimeText(quoted, quoteTimeText(text.slice(reader.at))));
  if (day < 1 || day > daysIn(year, month)) throw new GoError(timeOutOfRange(quoted, "day"));
  const date = `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
  return `${date}T${padded(hour, 2)}:${padded(minute, 2)}:${padded(second, 2)}${fraction}${zone}`;
}

const secondsPerDay = 86_400n;

interface Reader {
  readonly text: string;
  at: number;
}

/** A number of the clock or calendar: its place in Go's layout, its name in errors, its bounds. */
interface Ranged {
  readonly element: string;
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly digits?: number;
}

function fail(reader: Reader, at: number, element: string): GoError {
  return new GoError(unparsedTime(quoteTimeText(reader.text), quoteTimeText(reader.text.slice(at)), element));
}

function readMark(reader: Reader, mark: string): void {
  if (reader.text.charAt(reader.at) !== mark) throw fail(reader, reader.at, mark);
  reader.at++;
}

function readDigits(reader: Reader, element: string, least: number, most: number): number {
  const start = reader.at;
  let end = start;
  while (end < start + most && isDigit(reader.text.charCodeAt(end))) end++;
  if (end - start < least) throw fail(reader, start, element);
  reader.at = end;
  return Number(reader.text.slice(start, end));
}

function readRanged(reader: Reader, { element, name, least, most, digits = 2 }: Ranged): number {
  const value = readDigits(reader, element, digits, 2);
  if (value < least || value > most) throw new GoError(timeOutOfRange(quoteTimeText(reader.text), name));
  return value;
}

/** The fraction with its point, nine digits at most, zeros at its end dropped. */
function readFraction(reader: Reader): string {
  const mark = reader.text.charAt(reader.at);
  if ((mark !== "." && mark !== ",") || !isDigit(reader.text.charCodeAt(reader.at + 1))) return "";
  const start = ++reader.at;
  while (isDigit(reader.text.charCodeAt(reader.at))) reader.at++;
  const digits = reader.text.slice(start, Math.min(reader.at, start + 9)).replace(/0+$/, "");
  return digits === "" ? "" : `.${digits}`;
}

function readZone(reader: Reader): string {
  const start = reader.at;
  if (reader.text.charAt(start) === "Z") {
    reader.at++;
    return "Z";
  }
  const parts = /^([+-])([0-9]{2}):([0-9]{2})/.exec(reader.text.slice(start, start + 6));
  if (parts === null) throw fail(reader, start, "Z07:00");
  reader.at += 6;
  const quoted = quoteTimeText(reader.text);
  const [hours, minutes] = [Number(parts[2]), Number(parts[3])];
  if (hours > 24) throw new GoError(timeOutOfRange(quoted, "time zone offset hour"));
  if (minutes > 60) throw new GoError(timeOutOfRange(quoted, "time zone offset minute"));
  const offset = hours * 60 + minutes;
  if (offset === 0) return "Z";
  return `${parts[1]}${padded(Math.trunc(offset / 60), 2)}:${padded(offset % 60, 2)}`;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

/** The Gregorian date of a day counted from 1970-01-01, by eras of 400 years that start in March. */
function civilDate(day: number): readonly [year: number, month: number, date: number] {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1];
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
