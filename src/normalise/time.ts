import { INVALID, type Normaliser } from './normalised.ts';
import { ofText } from './text.ts';

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?)?$/i;
/** RFC 5322 and, with `GMT`, HTTP's form of it: `Tue, 02 Jan 2024 03:04:05 +0530`. */
const RFC =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun),\s*)?(\d{1,2})\s(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s(\d{4})\s\d\d:\d\d(?::\d\d)?\s(?:gmt|utc?|z|[+-]\d{4})$/i;
/** Longer than any of these forms. */
const LONGEST = 64;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
const NUMBER = /^[+-]?\d{1,16}(?:\.\d+)?$/;
const MS_PER_UNIT = { ms: 1, s: 1000 } as const;
/** Years with four digits, the only ones that ISO text (RFC 3339) can carry. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');
const DAY_MS = 86_400_000;

/**
 * ISO 8601 or RFC 5322 text as an ISO instant in UTC (`2024-01-01T21:34:05.000Z`). A date alone is its midnight; a time
 * without an offset is read as UTC, since nothing says where it was written and the machine's zone must not decide.
 */
export const instant: Normaliser<string> = ofText(
  (text) => isoInstant(millisecondsOf(text)),
  LONGEST,
);

/** A count of milliseconds or seconds since 1970, number or digits, in milliseconds. */
function epochMilliseconds(unit: 'ms' | 's'): (raw: unknown) => number | null | typeof INVALID {
  const factor = MS_PER_UNIT[unit];
  const digits = ofText((text) => (NUMBER.test(text) ? Number(text) * factor : INVALID), LONGEST);
  return (raw) => (typeof raw === 'number' ? raw * factor : digits(raw));
}

/** A count of milliseconds or seconds since 1970, number or digits, as an ISO instant in UTC. */
export function epochInstant(unit: 'ms' | 's'): Normaliser<string> {
  const toMilliseconds = epochMilliseconds(unit);
  return (raw) => {
    const moment = toMilliseconds(raw);
    return typeof moment === 'number' ? isoInstant(moment) : moment;
  };
}

/** As `epochInstant`, as the UTC date (`1990-05-17`). */
export function epochDate(unit: 'ms' | 's'): Normaliser<string> {
  const toInstant = epochInstant(unit);
  return (raw) => {
    const moment = toInstant(raw);
    return typeof moment === 'string' ? moment.slice(0, 10) : moment;
  };
}

const FIRST_RECORD = Date.parse('2000-01-01T00:00:00.000Z');

/**
 * As `epochInstant`, a time at which a record was made or changed: not before 2000 and, as clocks differ, not after
 * tomorrow. What lies outside was counted in another unit.
 */
export function recordTime(unit: 'ms' | 's'): Normaliser<string> {
  const toMilliseconds = epochMilliseconds(unit);
  return (raw) => {
    const moment = toMilliseconds(raw);
    if (typeof moment !== 'number') return moment;
    const isLikely = moment >= FIRST_RECORD && moment <= Date.now() + DAY_MS;
    return isLikely ? isoInstant(moment) : INVALID;
  };
}

/** Nobody has lived as long. */
const LONGEST_LIFE_YEARS = 130;

/** As `epochDate`, a date of birth: within the last 130 years, and not after today. */
export function birthDate(unit: 'ms' | 's'): Normaliser<string> {
  const toDate = epochDate(unit);
  return (raw) => {
    const date = toDate(raw);
    if (typeof date !== 'string') return date;
    const today = dayOf(Math.floor(Date.now() / DAY_MS));
    return date >= yearsBefore(today, LONGEST_LIFE_YEARS) && date <= today ? date : INVALID;
  };
}

const yearsBefore = (date: string, years: number): string =>
  `${Number(date.slice(0, 4)) - years}${date.slice(4)}`;

function isoInstant(milliseconds: number): string | typeof INVALID {
  // Also false for NaN.
  if (!(milliseconds >= EARLIEST && milliseconds <= LATEST)) return INVALID;
  return written(Math.trunc(milliseconds));
}

/**
 * What `Date.toISOString` says of whole milliseconds. Every record tells several times, and of them only the day takes a
 * calendar: that of a few thousand is known.
 */
function written(milliseconds: number): string {
  const day = Math.floor(milliseconds / DAY_MS);
  const ofDay = milliseconds - day * DAY_MS;
  const seconds = Math.floor(ofDay / 1000);
  const minutes = Math.floor(seconds / 60);
  const time = `${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}:${digits(seconds % 60)}`;
  return `${dayOf(day)}T${time}.${THOUSANDTHS[ofDay % 1000]}Z`;
}

const numerals = (count: number, length: number): readonly string[] =>
  Array.from({ length: count }, (_, number) => String(number).padStart(length, '0'));

const UP_TO_99 = numerals(100, 2);
const THOUSANDTHS = numerals(1000, 3);

const digits = (number: number): string | undefined => UP_TO_99[number];

interface Dated {
  readonly day: number;
  readonly date: string;
}

/** The days of eleven years have a place each, which days of other years may take. An order of use would cost more than a date. */
const PLACES = 4096;
const dated = Array.from({ length: PLACES }, (): Dated | null => null);

/** The date of a day, counted since 1970. */
function dayOf(day: number): string {
  const place = ((day % PLACES) + PLACES) % PLACES;
  const known = dated[place];
  if (known?.day === day) return known.date;
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  dated[place] = { day, date };
  return date;
}

function millisecondsOf(text: string): number {
  const iso = ISO.exec(text);
  if (iso !== null) return ofIso(iso);
  const rfc = RFC.exec(text);
  if (rfc === null) return NaN;
  const month = MONTHS.indexOf((rfc[2] ?? '').toLowerCase()) / 3 + 1;
  return isDay(Number(rfc[3]), month, Number(rfc[1])) ? Date.parse(text) : NaN;
}

function ofIso(match: RegExpExecArray): number {
  const [, year, month, day, time = '00:00', offset = 'Z'] = match;
  if (!isDay(Number(year), Number(month), Number(day))) return NaN;
  const colon = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  return Date.parse(`${year}-${month}-${day}T${time}${colon.toUpperCase()}`);
}

/** `Date` rolls 30 February over into March. */
function isDay(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
