import type { IncomingHttpHeaders } from 'node:http';

const MAX_SECONDS = 24 * 60 * 60;

/**
 * Seconds to wait as `Retry-After` says it, rounded up; at most a day. Of several values the largest counts. A date is
 * measured against the answer's own `Date`, since the backend's clock may be another than ours. `undefined` when it says
 * nothing that can be understood.
 */
export const retryAfterSeconds = (headers: IncomingHttpHeaders): number | undefined => {
  const now = dateIn(textsOf(headers['date'])[0] ?? '') ?? Date.now();
  const waits = textsOf(headers['retry-after'])
    .flatMap((text) => text.slice(0, LONGEST).split(SEPARATOR))
    .flatMap((value) => secondsIn(value.trim(), now) ?? []);
  return waits.length === 0 ? undefined : Math.min(Math.max(0, ...waits), MAX_SECONDS);
};

/** Whoever repeats it says no more than this. */
const LONGEST = 1000;

/** Node's types know one value of each; a repeated header is a list. */
const textsOf = (header: string | readonly string[] | undefined): readonly string[] =>
  [header ?? []].flat();

/** Between values, and not the one after the day of a date's week. */
const SEPARATOR = /,(?!\s*\d{1,2}[ -][a-z])/i;
const DECIMAL = /^\d+(?:\.\d*)?$/;
/** The three forms of RFC 9110, section 5.6.7, and ISO 8601: `Date.parse` alone takes much else for a date. */
const DATE =
  /^(?:[a-z]{3,9}, \d{1,2}[ -][a-z]{3}[ -]\d{2,4} \d\d:\d\d:\d\d (?:GMT|UTC)|[a-z]{3} [a-z]{3} [ \d]\d \d\d:\d\d:\d\d \d{4}|\d{4}-\d\d-\d\dT\S{1,30})$/i;

const secondsIn = (value: string, now: number): number | null => {
  if (DECIMAL.test(value)) return Math.ceil(Number(value));
  const date = dateIn(value);
  return date === null ? null : Math.ceil((date - now) / 1000);
};

const dateIn = (value: string): number | null => {
  if (!DATE.test(value)) return null;
  // The oldest form says no zone, and means GMT like the others.
  const time = Date.parse(/^[a-z]{3} /i.test(value) ? `${value} GMT` : value);
  return Number.isNaN(time) ? null : time;
};
