import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { VERSION } from '#version';
import { metrics } from './metrics.ts';
import { OncePerMinute } from './once-per-minute.ts';

/** From the least that is told to the most, as pino has them. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a line is about, besides its text: names of ours, ids that we made, numbers. Nothing personal, nothing secret. */
type Fields = Readonly<Record<string, string | number | null>>;

type Weight = Exclude<LogLevel, 'silent'>;

/** One for the process, as its standard error stream is. Silent until the process says what it wants to hear. */
let log: Logger = pino({ level: 'silent' });
const recent = new OncePerMinute();

/**
 * From now on what has at least this weight is told on the standard error stream: a line of JSON each, or one that is
 * made for reading where a terminal looks on.
 */
export async function openLog(level: LogLevel): Promise<void> {
  const options = { level, base: { version: VERSION }, timestamp: stdTimeFunctions.isoTime };
  log = pino(options, await destination());
}

/** A stream of its own would end the process when nobody reads it any more; this one's errors are taken care of. */
async function destination(): Promise<DestinationStream> {
  if (!process.stderr.isTTY) return process.stderr;
  const { default: pretty } = await import('pino-pretty');
  return pretty({ destination: process.stderr, ignore: 'pid,hostname,version', sync: true });
}

/** Tells of something that seldom happens. `event` is its name for whoever searches. */
export function note(weight: Weight, event: string, message: string, fields: Fields = {}): void {
  metrics.event(event);
  log[weight]({ event, ...fields }, message);
}

/**
 * Tells of something that may happen with every request, once a minute for each kind of it: what happened between two
 * lines is counted in `times`. `kind` must be of few values; `latest` holds what differs each time, such as an id.
 */
export function noteOften(
  weight: Weight,
  event: string,
  message: string,
  kind: Fields,
  latest: Fields = {},
): void {
  metrics.event(event);
  if (!log.isLevelEnabled(weight)) return;
  const times = recent.count(`${event} ${Object.values(kind).join(' ')}`);
  if (times > 0) log[weight]({ event, ...kind, ...latest, times }, message);
}
