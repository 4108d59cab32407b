import { BackendError } from '#errors';
import type { BackendErrorCode, BackendErrorDetails } from '#errors';
import type { Backend } from '#schema';
import type { Interruption } from './exchange.ts';
import type { Refusal } from './http-backend.ts';
import { MAX_HEADER_BYTES } from './dispatcher.ts';

/** What a status means: the code, whether the request may have taken effect, whether to try again, the message. */
type StepDecision = readonly [BackendErrorCode, BackendErrorDetails['effect'], boolean, string];

const TRANSIENT: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** A status that the adapter did not ask to see (docs/vendors.md, "What a failed write means"). */
export const badStatus = (
  backend: Backend,
  status: number,
  refusal: Refusal | null,
  retryAfter: number | undefined,
): BackendError => {
  const [code, effect, retryable, message] = verdictOf(backend, status);
  return new BackendError(code, backend, message, {
    retryable,
    effect,
    backendMessage: refusal?.message,
    backendCode: refusal?.code ?? String(status),
    retryAfter: retryable ? retryAfter : undefined,
    transient: TRANSIENT.has(status),
  });
};

const unauthorized = (backend: Backend): string =>
  `${backend} refused Facet's credentials; its operator has to check them.`;

const verdictOf = (backend: Backend, status: number): StepDecision => {
  if (status === 401 || status === 403) {
    return ['BACKEND_UNAUTHORIZED', 'none', false, unauthorized(backend)];
  }
  if (status === 429) {
    return ['RATE_LIMITED', 'none', true, `${backend} limits its calls; try again later.`];
  }
  if (status === 503) {
    return ['BACKEND_UNAVAILABLE', 'none', true, `${backend} is unavailable; try again later.`];
  }
  if (status >= 500) {
    const message = `${backend} failed with status ${status}; try again later.`;
    return ['BACKEND_UNAVAILABLE', 'possible', true, message];
  }
  const message = `${backend} refused the request with status ${status}.`;
  return ['BACKEND_REJECTED', 'none', false, message];
};

/** A refusal in a 200: an envelope's code is not 0, it lists errors, `success` is false. */
export const refused = (
  backend: Backend,
  { message: backendMessage, code: backendCode = '200', isUnauthorized = false }: Refusal,
  message = isUnauthorized ? unauthorized(backend) : `${backend} refused the request.`,
): BackendError =>
  new BackendError(isUnauthorized ? 'BACKEND_UNAUTHORIZED' : 'BACKEND_REJECTED', backend, message, {
    retryable: false,
    effect: 'none',
    backendMessage,
    backendCode,
  });

/**
 * The answer is not what the document promises: unreadable, of another shape, about another user. `problem` names the
 * place and quotes no value: `` `_data.dob` must be integer or null ``.
 */
export const contractViolation = (backend: Backend, problem: string, status = 200): BackendError =>
  new BackendError(
    'BACKEND_CONTRACT',
    backend,
    `${backend} sent an answer that breaks its document: ${problem}.`,
    { retryable: false, effect: 'possible', backendCode: String(status) },
  );

/** An answer in the place of the backend's own, which it cannot have acted for. `problem` is a sentence's end. */
const misdirected = (backend: Backend, problem: string, status: number): BackendError =>
  new BackendError('BACKEND_CONTRACT', backend, `${backend} ${problem}.`, {
    retryable: false,
    effect: 'none',
    backendCode: String(status),
  });

/** A status of 300 to 399. It is never followed: the credentials are for the configured address alone. */
export const redirected = (
  backend: Backend,
  status: number,
  isElsewhere: boolean,
): BackendError => {
  const problem = isElsewhere
    ? 'redirects to another address: never followed. Check its base URL'
    : `answered with status ${status}, which its document does not know`;
  return misdirected(backend, problem, status);
};

/** A 404 that is not in the backend's own form, as of a proxy or of another application. */
export const foreignResponse = (backend: Backend, status: number): BackendError =>
  misdirected(
    backend,
    `did not answer itself: a ${status} came that is not in its form. Check the path of its base URL`,
    status,
  );

/** No whole answer came. Nothing can have happened at the backend when the request never left. */
export const interrupted = (
  backend: Backend,
  cause: Interruption,
  timeoutMs: number,
): BackendError => {
  if (cause.how === 'headers') {
    const problem = `its headers are over ${MAX_HEADER_BYTES / 1024} KiB`;
    return contractViolation(backend, problem);
  }
  if (cause.how === 'garbled') return contractViolation(backend, 'it is not HTTP/1.1');
  const late = cause.how === 'timeout' || cause.how === 'abort';
  const code = late ? 'BACKEND_TIMEOUT' : 'BACKEND_UNAVAILABLE';
  const message = {
    timeout: `${backend} did not answer within ${timeoutMs} ms; try again later.`,
    abort: `${backend} had not answered when the request was given up.`,
    full: `Facet has too many calls to ${backend} under way; try again later.`,
    network: cause.sent
      ? `${backend} broke off before its answer was complete; try again later.`
      : `${backend} cannot be reached; try again later.`,
  }[cause.how];
  const effect = cause.sent ? 'possible' : 'none';
  const transient = cause.how === 'network';
  return new BackendError(
    code,
    backend,
    message,
    { retryable: true, effect, transient },
    { cause },
  );
};

/** Its breaker is open: it failed a moment ago and is left alone. */
export const circuitOpen = (backend: Backend): BackendError =>
  new BackendError(
    'BACKEND_UNAVAILABLE',
    backend,
    `${backend} failed a moment ago and is not called for now; try again later.`,
    { retryable: true, effect: 'none' },
  );
