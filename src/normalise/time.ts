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

/** As `epochInstant`, as the UTC date (`1990-05-17`) of a birth: within the last 130 years, and not after today. */
export function birthDate(unit: 'ms' | 's'): Normaliser<string> {
  const toMilliseconds = epochMilliseconds(unit);
  return (raw) => {
    const moment = toMilliseconds(raw);
    if (typeof moment !== 'number') return moment;
    if (!isShown(moment)) return INVALID;
    const date = dateOf(dayOf(moment));
    const today = dateOf(dayOf(Date.now()));
    return date >= yearsBefore(today, LONGEST_LIFE_YEARS) && date <= today ? date : INVALID;
  };
}

const yearsBefore = (date: string, years: number): string =>
  `${Number(date.slice(0, 4)) - years}${date.slice(4)}`;

/** Also false for NaN. */
const isShown = (moment: number): boolean => moment >= EARLIEST && moment <= LATEST;

const DAY_MS = 86_400_000;

/** Whole days since 1970. */
const dayOf = (moment: number): number => Math.floor(Math.trunc(moment) / DAY_MS);

/**
 * The dates of days that were asked for: a record has several times of few days, and `Date` takes a microsecond to write
 * one. So many that all births of a century fit in.
 */
const dates = new Map<number, string>();
const MOST_DATES = 40_000;

function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  if (dates.size >= MOST_DATES) dates.clear();
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  dates.set(day, date);
  return date;
}

const digits = (number: number, width: number): string => String(number).padStart(width, '0');
const textsOf = (count: number, textOf: (number: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, number) => textOf(number));

const MINUTES = textsOf(1440, (it) => `T${digits(Math.floor(it / 60), 2)}:${digits(it % 60, 2)}:`);
const SECONDS = textsOf(60, (it) => `${digits(it, 2)}.`);
const THOUSANDTHS = textsOf(1000, (it) => `${digits(it, 3)}Z`);

/** `T21:34:05.000Z` of milliseconds since midnight. */
function timeOfDay(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [minute, second] = [Math.floor(seconds / 60), seconds % 60];
  return `${MINUTES[minute]}${SECONDS[second]}${THOUSANDTHS[ms % 1000]}`;
}

function isoInstant(moment: number): string | typeof INVALID {
  if (!isShown(moment)) return INVALID;
  const day = dayOf(moment);
  return dateOf(day) + timeOfDay(Math.trunc(moment) - day * DAY_MS);
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
