import { isUtf8 } from 'node:buffer';
import type { Backend } from '../schema.generated.ts';
import { concealed } from './concealed.ts';
import type { AnswerValidator } from './contract.ts';
import { MAX_ANSWER_BYTES, type RawAnswer } from './exchange.ts';
import { badStatus, contractViolation, refused } from './failures.ts';
import type { HttpAnswer, HttpCall, Refusal } from './http.ts';
import { exactJson } from './json.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { surplusIn, type Shape } from './shape.ts';

/** Whose answers they are and what its document promises of a 200. */
export interface AnswerRules {
  readonly backend: Backend;
  readonly problemOf: AnswerValidator;
  /** Told of a 200 that is not what the document knows, in words that quote no value. */
  readonly onDrift: (operation: string, what: string) => void;
  readonly shapes: ReadonlyMap<string, Shape>;
}

/** Judges an answer in the order that counts: its status, its own refusal, its shape. Throws `BackendError`. */
export const judged = (rules: AnswerRules, call: HttpCall, raw: RawAnswer): HttpAnswer => {
  const { status } = raw;
  if (status === 200) return { status, body: checked(rules, call, raw) };
  const body = readable(call, raw);
  if (call.expects?.includes(status)) return { status, body };
  const retryAfter = retryAfterSeconds(raw.headers['retry-after']);
  throw badStatus(rules.backend, status, refusalIn(call, body), retryAfter);
};

const checked = (rules: AnswerRules, call: HttpCall, raw: RawAnswer): unknown => {
  const { backend, problemOf, onDrift, shapes } = rules;
  const { operation } = call;
  const body = parsed(backend, call, raw);
  if (isLong(raw) && isDeeper(body, MAX_LEVELS)) {
    throw contractViolation(backend, `it has more than ${MAX_LEVELS} levels`);
  }
  const drifts = driftsIn(shapes.get(operation), body);
  for (const drift of drifts) onDrift(operation, drift);
  const refusal = call.refusal?.(body);
  if (refusal?.code !== undefined && !refusal.isKnown) onDrift(operation, 'unknown code $.code');
  if (refusal) throw refused(backend, spoken(refusal, call));
  const problem = problemOf(operation, body);
  if (problem === null) return body;
  if (drifts.length === 0) onDrift(operation, problem);
  throw contractViolation(backend, problem);
};

const NO_DRIFT: readonly string[] = [];

const driftsIn = (shape: Shape | undefined, body: unknown): readonly string[] => {
  if (!shape) return NO_DRIFT;
  const drifts: string[] = [];
  surplusIn(shape, body, (kind, path) => drifts.push(`${kind} ${path}`));
  return drifts;
};

const parsed = (backend: Backend, call: HttpCall, { headers, body }: RawAnswer): unknown => {
  if (body === null) throw contractViolation(backend, `it is over ${MAX_ANSWER_BYTES} bytes`);
  if (!isJson(headers['content-type'])) {
    throw contractViolation(backend, 'its content type is not JSON');
  }
  // The bytes of a compressed answer are no text, and that would not tell why.
  if (isCompressed(headers['content-encoding'])) {
    throw contractViolation(backend, 'it is compressed, though it was asked not to be');
  }
  if (!isUtf8(body)) throw contractViolation(backend, 'it is not UTF-8');
  try {
    return parse(call, body);
  } catch {
    // Without a cause: the parser's own message quotes the body.
    throw contractViolation(backend, 'it is not JSON');
  }
};

/** What is deeper cannot be walked or written without an end: 10 KB of brackets would exhaust the stack. */
const MAX_LEVELS = 1000;
/** A level is two brackets: what is shorter has not so many. */
const COULD_BE_DEEPER_BYTES = 2 * MAX_LEVELS;

const isLong = ({ body }: RawAnswer): boolean => (body?.length ?? 0) > COULD_BE_DEEPER_BYTES;

const isDeeper = (value: unknown, levels: number): boolean => {
  if (!isContainer(value)) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeeper(value[key], levels - 1)) return true;
  return false;
};

const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isCompressed = (encoding: string | undefined): boolean =>
  encoding !== undefined && !/^(identity)?$/i.test(encoding.trim());

const isJson = (contentType: string | undefined): boolean =>
  contentType === 'application/json' ||
  (contentType !== undefined && /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType));

/** The body of another status: its status has said what counts, so an unreadable one is `null`. */
const readable = (call: HttpCall, { body }: RawAnswer): unknown => {
  try {
    return body === null ? null : parse(call, body);
  } catch {
    return null;
  }
};

const parse = ({ exactIntegers }: HttpCall, body: Buffer): unknown =>
  exactIntegers ? exactJson(body.toString(), exactIntegers) : JSON.parse(body.toString());

const refusalIn = (call: HttpCall, body: unknown): Refusal | null => {
  const refusal = call.refusal ? call.refusal(body) : messageIn(body);
  return refusal && spoken(refusal, call);
};

const messageIn = (body: unknown): Refusal | null =>
  typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string'
    ? { message: body.message }
    : null;

const spoken = ({ message, code, isUnauthorized }: Refusal, call: HttpCall): Refusal => ({
  isUnauthorized: isUnauthorized === true,
  message: message === undefined ? undefined : concealed(message, call),
  code: code === undefined ? undefined : concealed(code, call),
});
