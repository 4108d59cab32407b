import { BackendError } from '#errors';
import type { Backend } from '#schema';
import { metrics, spanned, tracing } from '#telemetry';
import type { OpenSpan } from '#telemetry';
import { Breaker, type BreakerHealth } from './breaker.ts';
import { Interruption } from '../http/exchange.ts';
import { circuitOpen } from '../http/failures.ts';
import type { HttpBackend, HttpCall, HttpResponse } from '../http/http-backend.ts';
import { noteBreaker, noteFailure } from './note-calls.ts';
import { type Health, Standing } from './standing.ts';

/** HTTP to a backend that is left alone while it fails. */
export interface CircuitBreakerHttp extends HttpBackend {
  /** As the calls so far have shown; makes none. */
  readonly health: () => Health;
  /** The code of what is wrong with its last answers; `null` when nothing is. */
  readonly wrong: () => string | null;
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
  const standing = new Standing();
  const make: HttpBackend['call'] = async (call, context) => {
    const breaker = call.url === undefined ? own : hook;
    if (!breaker.admits() && breaks) throw circuitOpen(backend);
    const wasOpen = breaker.isOpen;
    const begun = performance.now();
    let outcome = 'OK';
    try {
      const answer = await http.call(call, context);
      breaker.worked();
      if (answer.status !== 404) standing.worked();
      return answer;
    } catch (error) {
      outcome = error instanceof BackendError ? error.code : 'INTERNAL';
      if (!saysNothing(error)) {
        tell(breaker, error);
        standing.failed(error);
        noteFailure(backend, call.operation, error, context.requestId ?? null);
      }
      throw error;
    } finally {
      metrics.called(backend, call.operation, outcome, (performance.now() - begun) / 1000);
      if (breaks && breaker.isOpen !== wasOpen) noteBreaker(backend, breaker.isOpen);
    }
  };
  return {
    health: () => worst(own.health(), hook.health()) ?? standing.health,
    wrong: () => standing.wrong,
    call: (call, context) =>
      tracing === null
        ? make(call, context)
        : traced(startAttempt(backend, call), () => make(call, context)),
  };
};

const startAttempt = (backend: Backend, { operation, method }: HttpCall): OpenSpan | undefined =>
  tracing?.start(
    `attempt ${operation}`,
    { 'facet.backend': backend, 'http.request.method': method },
    true,
  );

const traced = async (
  span: OpenSpan | undefined,
  make: () => Promise<HttpResponse>,
): Promise<HttpResponse> =>
  span
    ? spanned(span, async () => {
        const answer = await make();
        span.set({ 'http.response.status_code': answer.status });
        return answer;
      })
    : make();

const tell = (breaker: Breaker, error: unknown): void => {
  if (!(error instanceof BackendError)) return;
  const { code, details } = error;
  const against = code === 'BACKEND_UNAVAILABLE' || code === 'BACKEND_TIMEOUT';
  if (against) breaker.failed(details.retryAfter);
  else breaker.worked();
};

/** Its caller gave it up, or it was never made. */
const saysNothing = (error: unknown): boolean =>
  error instanceof BackendError &&
  error.cause instanceof Interruption &&
  (error.cause.how === 'abort' || error.cause.how === 'full');

/** `null` when nothing is known to be wrong. */
const worst = (...healths: readonly BreakerHealth[]): Exclude<BreakerHealth, 'OK'> | null =>
  (['DOWN', 'DEGRADED'] as const).find((health) => healths.includes(health)) ?? null;
