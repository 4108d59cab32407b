import { BackendError } from '#errors';
import type { BackendErrorCode } from '#errors';
import type { Backend } from '#schema';
import { metrics, note, noteOften } from '#telemetry';
import { Breaker, type Health } from './breaker.ts';
import { Interruption } from '../http/exchange.ts';
import { circuitOpen } from '../http/failures.ts';
import type { HttpBackend } from '../http/http-backend.ts';
import { plainWords } from '../http/plain-words.ts';

/** HTTP to a backend that is left alone while it fails. */
export interface CircuitBreakerHttp extends HttpBackend {
  /** As the calls so far have shown; makes none. */
  readonly health: () => Health;
}

/**
 * Puts a breaker around a backend's calls, reads and writes alike; inside of it stand the time-out and the bulkhead of
 * the pool. What speaks against a backend: no connection, no whole answer in time, a 5xx. What speaks for it: every
 * other answer, also a refusal, a 429 or one that breaks its document. A call that its own caller gave up, or that was
 * never made, says nothing.
 *
 * A registered hook is another server, and has a breaker of its own. Without `breaks` calls are watched and never held
 * back.
 */
export const withCircuitBreaker = (
  backend: Backend,
  http: HttpBackend,
  breaks = true,
): CircuitBreakerHttp => {
  const own = new Breaker();
  const hook = new Breaker();
  return {
    health: () => worst(own.health(), hook.health()),
    call: async (call, context) => {
      const breaker = call.url === undefined ? own : hook;
      if (!breaker.admits() && breaks) throw circuitOpen(backend);
      const wasOpen = breaker.isOpen;
      const begun = performance.now();
      let outcome = 'OK';
      try {
        const answer = await http.call(call, context);
        breaker.worked();
        return answer;
      } catch (error) {
        tell(breaker, error);
        outcome = error instanceof BackendError ? error.code : 'INTERNAL';
        noteFailure(backend, call.operation, error, context.requestId ?? null);
        throw error;
      } finally {
        metrics.called(backend, call.operation, outcome, (performance.now() - begun) / 1000);
        if (breaks && breaker.isOpen !== wasOpen) noteChange(backend, breaker.isOpen);
      }
    },
  };
};

const tell = (breaker: Breaker, error: unknown): void => {
  if (!(error instanceof BackendError) || saysNothing(error)) return;
  const { code, details } = error;
  const against = code === 'BACKEND_UNAVAILABLE' || code === 'BACKEND_TIMEOUT';
  if (against) breaker.failed(details.retryAfter);
  else breaker.worked();
};

/** Lines of one kind in a minute. */
const MOST_LINES = 60;

/** A refusal of what a caller sent is the caller's; credentials, time-outs and answers of another shape are the operator's. */
const noteFailure = (
  backend: Backend,
  operation: string,
  error: unknown,
  request: string | null,
): void => {
  if (!(error instanceof BackendError) || saysNothing(error)) return;
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

const noteChange = (backend: Backend, isOpen: boolean): void => {
  metrics.breaker(backend, isOpen);
  const text = isOpen
    ? `${backend} keeps failing: it is left alone, but for probes.`
    : `${backend} works again.`;
  note(isOpen ? 'error' : 'info', isOpen ? 'breaker-opened' : 'breaker-closed', text, { backend });
};

const saysNothing = ({ cause }: BackendError): boolean =>
  cause instanceof Interruption && (cause.how === 'abort' || cause.how === 'full');

const FROM_WORST = ['DOWN', 'DEGRADED', 'OK'] as const satisfies readonly Health[];

const worst = (...healths: readonly Health[]): Health =>
  FROM_WORST.find((health) => healths.includes(health)) ?? 'OK';
