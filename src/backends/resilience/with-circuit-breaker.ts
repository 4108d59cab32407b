import { BackendError } from '#errors';
import type { Backend } from '#schema';
import { metrics, spanned, tracing } from '#telemetry';
import type { OpenSpan } from '#telemetry';
import type { CallContext } from '../call-context.ts';
import { Breaker, type BreakerHealth } from './breaker.ts';
import { Interruption } from '../http/exchange.ts';
import { circuitOpen } from '../http/failures.ts';
import type { CallOutcome, HttpBackend, HttpCall, SendingHttp } from '../http/http-backend.ts';
import type { HttpResponse } from '../http/response.ts';
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
  http: SendingHttp,
  breaks = true,
): CircuitBreakerHttp => {
  const standing = new Standing();
  const own = new Guard(backend, standing, breaks);
  const hook = new Guard(backend, standing, breaks);
  const make: HttpBackend['call'] = (call, context) =>
    new Promise((resolve, reject) => {
      const guard = call.url === undefined ? own : hook;
      if (!guard.breaker.admits() && breaks) return reject(circuitOpen(backend));
      http.send(call, context, new GuardedCall(guard, call, context, resolve, reject));
    });
  return {
    health: () => worst(own.breaker.health(), hook.breaker.health()) ?? standing.health,
    wrong: () => standing.wrong,
    call: (call, context) =>
      tracing === null
        ? make(call, context)
        : traced(startAttempt(backend, call), () => make(call, context)),
  };
};

/** What the calls to one server tell. */
class Guard {
  readonly breaker = new Breaker();
  readonly #backend: Backend;
  readonly #standing: Standing;
  readonly #breaks: boolean;

  constructor(backend: Backend, standing: Standing, breaks: boolean) {
    this.#backend = backend;
    this.#standing = standing;
    this.#breaks = breaks;
  }

  worked({ operation }: HttpCall, { status }: HttpResponse, seconds: number): void {
    const wasOpen = this.breaker.isOpen;
    this.breaker.worked();
    if (status !== 404) this.#standing.worked();
    metrics.called(this.#backend, operation, 'OK', seconds);
    this.#noteChange(wasOpen);
  }

  failed({ operation }: HttpCall, error: unknown, seconds: number, requestId: string | null): void {
    const wasOpen = this.breaker.isOpen;
    if (!saysNothing(error)) {
      tell(this.breaker, error);
      this.#standing.failed(error);
      noteFailure(this.#backend, operation, error, requestId);
    }
    const outcome = error instanceof BackendError ? error.code : 'INTERNAL';
    metrics.called(this.#backend, operation, outcome, seconds);
    this.#noteChange(wasOpen);
  }

  #noteChange(wasOpen: boolean): void {
    const { isOpen } = this.breaker;
    if (this.#breaks && isOpen !== wasOpen) noteBreaker(this.#backend, isOpen);
  }
}

/** A call whose outcome its server's guard is told before whoever waits for it. */
class GuardedCall implements CallOutcome {
  readonly #guard: Guard;
  readonly #call: HttpCall;
  readonly #context: CallContext;
  readonly #resolve: (response: HttpResponse) => void;
  readonly #reject: (error: unknown) => void;
  readonly #begun = performance.now();

  constructor(
    guard: Guard,
    call: HttpCall,
    context: CallContext,
    resolve: (response: HttpResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#guard = guard;
    this.#call = call;
    this.#context = context;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  answered(response: HttpResponse): void {
    this.#guard.worked(this.#call, response, this.#seconds());
    this.#resolve(response);
  }

  failed(error: unknown): void {
    const { requestId = null } = this.#context;
    this.#guard.failed(this.#call, error, this.#seconds(), requestId);
    this.#reject(error);
  }

  #seconds(): number {
    return (performance.now() - this.#begun) / 1000;
  }
}

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
