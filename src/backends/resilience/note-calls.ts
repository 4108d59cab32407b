import { BackendError } from '#errors';
import type { BackendErrorCode } from '#errors';
import type { Backend } from '#schema';
import { metrics, note, noteOften } from '#telemetry';
import { Interruption } from '../http/exchange.ts';
import { plainWords } from '../http/plain-words.ts';

/** Lines of one kind in a minute. */
const MOST_LINES = 60;

/** Tells the log of a call that failed. A refusal of what a caller sent is the caller's; credentials, time-outs and answers of another shape are the operator's. */
export const noteFailure = (
  backend: Backend,
  operation: string,
  error: unknown,
  request: string | null,
): void => {
  if (!(error instanceof BackendError)) return;
  const { code, details } = error;
  const { backendCode = '', backendMessage } = details;
  const { how, reason } = interruptionOf(error);
  // A code of the vendor's own may be any text.
  const status = /^[1-5]\d\d$/.test(backendCode) ? Number(backendCode) : null;
  const words = backendMessage === undefined ? null : plainWords(backendMessage);
  const frequent = {
    kind: { backend, operation, code, status, ...(how && { how }), ...(reason && { reason }) },
    latest: { ...(request !== null && { request }), ...(words !== null && { words }) },
    mostLines: MOST_LINES,
  };
  // The message is ours, and quotes nothing.
  noteOften(WEIGHTS[code] ?? 'warn', 'backend-call', error.message, frequent);
};

const WEIGHTS: Partial<Record<BackendErrorCode, 'info' | 'error'>> = {
  BACKEND_REJECTED: 'info',
  BACKEND_UNAUTHORIZED: 'error',
};

/** Why no answer came, and the system's name for it, such as `ECONNREFUSED` or `EMFILE`. */
const interruptionOf = ({ cause }: BackendError) => {
  if (!(cause instanceof Interruption)) return {};
  const { code } = Object(cause.cause) as { readonly code?: unknown };
  const isName = typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code);
  return { how: cause.how, reason: isName ? code : undefined };
};

export const noteBreaker = (backend: Backend, isOpen: boolean): void => {
  metrics.breaker(backend, isOpen);
  const text = isOpen
    ? `${backend} keeps failing: it is left alone, but for probes.`
    : `${backend} works again.`;
  note(isOpen ? 'error' : 'info', isOpen ? 'breaker-opened' : 'breaker-closed', text, { backend });
};
