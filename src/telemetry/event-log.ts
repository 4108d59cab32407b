import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { VERSION } from '#version';
import type { LogEvent } from './events.ts';
import { isoTime } from './iso-time.ts';
import { LineBuffer } from './line-buffer.ts';
import { LinePace } from './line-pace.ts';
import { metrics } from './metrics.ts';

/** From the least that is told to the most, as pino has them. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a line is about, besides its text: names of ours, ids that we made, numbers. Nothing personal, nothing secret. */
type Fields = Readonly<Record<string, string | number | null>>;

type Weight = Exclude<LogLevel, 'silent'>;

/** One for the process, as its standard error stream is. Silent until the process says what it wants to hear. */
let log: Logger = pino({ level: 'silent' });
const pace = new LinePace();
/** A terminal looks on. */
let isPretty = false;
const buffer = new LineBuffer((bytes, written) => process.stderr.write(bytes, written));

/**
 * From now on what has at least this weight is told on the standard error stream: a line of JSON each, or one that is
 * made for reading where a terminal looks on.
 */
export async function openLog(level: LogLevel): Promise<void> {
  const options = { level, base: { version: VERSION }, timestamp: stdTimeFunctions.isoTime };
  process.off('exit', buffer.flush).once('exit', buffer.flush);
  log = pino(options, await destination());
}

async function destination(): Promise<DestinationStream> {
  isPretty = process.stderr.isTTY;
  if (!isPretty) return buffer;
  const { default: pretty } = await import('pino-pretty');
  return pretty({
    destination: process.stderr,
    ignore: 'pid,hostname,version',
    singleLine: true,
    sync: true,
  });
}

/** Whether what has this weight is told: texts for it need not be made otherwise. */
export const isTold = (weight: Weight): boolean => log.isLevelEnabled(weight);

/** Writes a line; those that somebody may be called for at once. */
export function tell(weight: Weight, message: string, fields: object): void {
  log[weight](fields, message);
  if (weight !== 'info') buffer.flush();
}

/** The same at `info` for what comes with every request: `fields` is the inside of a JSON object, and all of it is ASCII. */
export function tellFast(message: string, fields: string): void {
  if (isPretty) log.info(JSON.parse(`{${fields}}`), message);
  else {
    buffer.writeAscii(
      `{"level":30,"time":"${isoTime(Date.now())}","version":"${VERSION}",${fields},"msg":"${message}"}\n`,
    );
  }
}

/** Tells of something that seldom happens. `event` is its name for whoever searches. */
export function note(weight: Weight, event: LogEvent, message: string, fields: Fields = {}): void {
  metrics.event(event);
  tell(weight, message, { event, ...fields });
}

/** What may happen with every request. */
interface Frequent {
  /** What tells kinds apart: each is told by itself. Of few values. */
  readonly kind: Fields;
  /** What differs each time, such as an id. */
  readonly latest?: Fields;
  /** Lines of one kind in a minute; 1 when left out. */
  readonly mostLines?: number;
}

/**
 * Tells of something that may happen with every request, so many times a minute for each kind of it: what happened
 * between two lines is counted in `times`.
 */
export function noteOften(
  weight: Weight,
  event: LogEvent,
  message: string,
  { kind, latest = {}, mostLines = 1 }: Frequent,
): void {
  metrics.event(event);
  if (!isTold(weight)) return;
  const times = pace.count(`${event} ${Object.values(kind).join(' ')}`, mostLines);
  if (times > 0) tell(weight, message, { event, ...kind, ...latest, times });
}
