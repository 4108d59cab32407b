import type { Refusal } from './http-backend.ts';

/** Says by itself that something failed. */
const ERROR_KEYS = [
  'error_message',
  'errorMessage',
  'error_description',
  'error',
  'errors',
  'err',
  'fault',
  'exception',
] as const;
/** Says so when its words do. */
const WORD_KEYS = [
  'message',
  'msg',
  'detail',
  'details',
  'title',
  'reason',
  'description',
] as const;
const BAD_WORDS =
  /\b(?:error|fail|failed|failure|invalid|denied|forbidden|unauthori[sz]ed|missing|mandatory|required|expired|exceeded|rejected|refused|unknown|unable|cannot|could not|not|no such|already exists?)\b/i;
/** What says whether it went well: a truth value, a word or a status. */
const STATE_KEYS = [
  'success',
  'ok',
  'status',
  'statusCode',
  'status_code',
  'code',
  'result',
] as const;
const BAD_STATE = /^(?:false|error|err|fail|failed|failure|ko|[45]\d\d)$/i;

/** So much of a message tells what it is about. */
const TELLING = 1000;

/**
 * What an answer says that calls itself a success and is not what its document promises: the words of an error in one
 * of the forms that are common, `null` when there are none. It is a refusal then, and nothing was done.
 */
export const errorWordsIn = (body: unknown): Refusal | null => {
  if (!isRecord(body)) return null;
  const own = ownError(body);
  const message = messageIn(body);
  const isBad =
    own !== undefined ||
    STATE_KEYS.some((key) => BAD_STATE.test(scalarText(body[key]))) ||
    (message !== undefined && BAD_WORDS.test(message.slice(0, TELLING)));
  return isBad ? { message } : null;
};

const EXISTS =
  /\balready\b.{0,40}\b(?:exists?|existed|existing|registered|present|taken|used|in use)\b|\bduplicate (?:user|entry|key|record|entity|contact|e-?mail|mobile)/i;
const EXISTS_IN_CONFLICT = /(?<!\bnot )\bexists?\b/i;
const CONFLICT = 409;

/** Whether the answer to a creation says that the record is there already. */
export const saysExists = (body: unknown, status: number): boolean => {
  const words = isRecord(body) ? (messageIn(body)?.slice(0, TELLING) ?? '') : '';
  return EXISTS.test(words) || (status === CONFLICT && EXISTS_IN_CONFLICT.test(words));
};

type Json = Readonly<Record<string, unknown>>;

const ownError = (body: Json): unknown => ERROR_KEYS.map((key) => body[key]).find(isThere);

const messageIn = (body: Json): string | undefined =>
  textIn(ownError(body)) ?? WORD_KEYS.map((key) => textIn(body[key])).find(isThere);

/** A text, or the one inside an error, or of the first of a list. */
const textIn = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  const inner = Array.isArray(value) ? value[0] : value;
  if (typeof inner === 'string') return inner;
  return isRecord(inner)
    ? WORD_KEYS.map((key) => inner[key]).find((text) => typeof text === 'string')
    : undefined;
};

const scalarText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).slice(0, TELLING)
    : '';

/** An empty list of errors, `error: false` and the like say that there are none. */
const isThere = <T>(value: T | undefined): value is T =>
  value !== undefined &&
  value !== null &&
  value !== false &&
  value !== '' &&
  value !== 0 &&
  !(Array.isArray(value) && value.length === 0);

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
