import { withPlainNumbers } from '#normalise';
import type { ParsedJson } from '#normalise';
import type { Backend } from '#schema';
import { redact } from './redact.ts';
import type { ResponseValidator } from './response-validator.ts';
import { errorWordsIn, saysExists } from './error-words.ts';
import type { LastAnswer } from './last-answer.ts';
import { badStatus, contractViolation, foreignResponse, redirected, refused } from './failures.ts';
import type { HttpCall, Refusal } from './http-backend.ts';
import type { HttpResponse, RawResponse } from './response.ts';
import { anyBody, isJson, jsonBody, UnreadableBody } from './response-body.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { fits, unknownFields, type Shape } from './response-shape.ts';

/** Whose answers they are and what its document promises of a 200. */
export interface ResponseRules {
  readonly backend: Backend;
  readonly problemOf: ResponseValidator;
  /** Told of a 200 that is not what the document knows, in words that quote no value. */
  readonly onDrift: (operation: string, what: string) => void;
  readonly shapes: ReadonlyMap<string, Shape>;
}

/**
 * Judges an answer in the order that counts: its status, its own refusal, its shape. A success of which there is nothing to
 * be told is kept as the `last` one. Throws `BackendError`.
 */
export const checkedResponse = (
  rules: ResponseRules,
  call: HttpCall,
  raw: RawResponse,
  last?: LastAnswer,
): HttpResponse => {
  const { backend } = rules;
  const { status } = raw;
  if (status >= 200 && status < 300) return success(rules, call, raw, last);
  if (status >= 300 && status < 400) throw redirected(backend, status, 'location' in raw.headers);
  if (status === 404) assertItsOwn(backend, call, raw);
  const body = readable(raw);
  if (status === 404 && call.isAbsence) return { status, body };
  if (call.creates && REFUSALS.has(status) && saysExists(body, status)) {
    return { status, body, exists: true };
  }
  if (call.expects?.includes(status)) return { status, body };
  throw badStatus(backend, status, refusalIn(call, body), retryAfterSeconds(raw.headers));
};

/** By these a backend may say that a record is there already. */
const REFUSALS: ReadonlySet<number> = new Set([400, 409, 422]);

const success = (
  rules: ResponseRules,
  call: HttpCall,
  raw: RawResponse,
  last: LastAnswer | undefined,
): HttpResponse => {
  const { backend } = rules;
  const { status } = raw;
  const json = parsed(backend, raw);
  const body = json?.value;
  if (!json && !call.mayBeEmpty) throw contractViolation(backend, 'it has no body', status);
  if (call.creates && saysExists(body, status)) return { status, body, exists: true };
  const response = { status, body };
  if (json && isDocumented(rules, call, json.isPlain ? body : withPlainNumbers(body), status)) {
    last?.keep(call.operation, raw, response);
  }
  return response;
};

/** Whether nothing is in it but what the document knows. Throws what it says that is no success. */
const isDocumented = (
  rules: ResponseRules,
  call: HttpCall,
  body: unknown,
  status: number,
): boolean => {
  const { backend, problemOf, onDrift, shapes } = rules;
  const { operation } = call;
  const drifts = driftsIn(shapes.get(operation), body);
  for (const drift of drifts) onDrift(operation, drift);
  const refusal = call.refusal?.(body);
  if (refusal?.code !== undefined && !refusal.isKnown) onDrift(operation, 'unknown code $.code');
  if (refusal) throw refused(backend, spoken(refusal, call));
  const problem = problemOf(operation, body);
  if (problem === null) return drifts.length === 0;
  if (drifts.length === 0) onDrift(operation, problem);
  const words = errorWordsIn(body);
  if (words) throw refused(backend, spoken(words, call));
  throw contractViolation(backend, problem, status);
};

const NO_DRIFT: readonly string[] = [];

const driftsIn = (shape: Shape | undefined, body: unknown): readonly string[] => {
  if (!shape || fits(shape, body)) return NO_DRIFT;
  const drifts: string[] = [];
  unknownFields(shape, body, (kind, path) => drifts.push(`${kind} ${path}`));
  return drifts;
};

/**
 * A 404 may come from a server in front of the backend, or from another one: then it says nothing of the user. Whoever
 * reads a user recognises the vendor's own; of every other call it is enough that the 404 is JSON or empty.
 */
const assertItsOwn = (backend: Backend, call: HttpCall, raw: RawResponse): void => {
  const { isAbsence = () => true } = call;
  try {
    const body = jsonBody(raw)?.value;
    if (isAbsence(body, isJson(raw.headers['content-type']))) return;
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
  }
  throw foreignResponse(backend, raw.status);
};

const parsed = (backend: Backend, raw: RawResponse): ParsedJson | undefined => {
  try {
    return jsonBody(raw);
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
    throw contractViolation(backend, error.message, raw.status);
  }
};

/** The body of another status: its status has said what counts, so an unreadable one is `null`. */
const readable = (raw: RawResponse): unknown => {
  try {
    return anyBody(raw)?.value ?? null;
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
    return null;
  }
};

const refusalIn = (call: HttpCall, body: unknown): Refusal | null => {
  const refusal = call.refusal ? call.refusal(withPlainNumbers(body)) : messageIn(body);
  return refusal && spoken(refusal, call);
};

const messageIn = (body: unknown): Refusal | null =>
  typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string'
    ? { message: body.message }
    : null;

const spoken = ({ message, code, isUnauthorized }: Refusal, call: HttpCall): Refusal => ({
  isUnauthorized: isUnauthorized === true,
  message: message === undefined ? undefined : redact(message, call),
  code: code === undefined ? undefined : redact(code, call),
});
