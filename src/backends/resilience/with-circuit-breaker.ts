import { BackendError } from '#errors';
import type { Backend } from '#schema';
import { metrics, spanned, tracing } from '#telemetry';
import type { OpenSpan } from '#telemetry';
import { Breaker, type BreakerHealth } from './breaker.ts';
import { Interruption } from '../http/exchange.ts';
import { circuitOpen } from '../http/failures.ts';
import type {
  CallOutcome,
  HttpBackend,
  HttpCall,
  HttpResponse,
  SendingHttp,
} from '../http/http-backend.ts';
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
  const own = new Breaker();
  const hook = new Breaker();
  const standing = new Standing();
  const make: HttpBackend['call'] = (call, context) =>
    new Promise((resolve, reject) => {
      const breaker = call.url === undefined ? own : hook;
      if (!breaker.admits() && breaks) return reject(circuitOpen(backend));
      const { requestId = null } = context;
      const about = { backend, breaker, standing, breaks, call, requestId };
      http.send(call, context, new GuardedCall(about, resolve, reject));
    });
  return {
    health: () => worst(own.health(), hook.health()) ?? standing.health,
    wrong: () => standing.wrong,
    call: (call, context) =>
      tracing === null
        ? make(call, context)
        : traced(startAttempt(backend, call), () => make(call, context)),
  };
};

/** What a call's outcome is told to. */
interface Guard {
  readonly backend: Backend;
  readonly breaker: Breaker;
  readonly standing: Standing;
  readonly breaks: boolean;
  readonly call: HttpCall;
  readonly requestId: string | null;
}

class GuardedCall implements CallOutcome {
  readonly #guard: Guard;
  readonly #resolve: (response: HttpResponse) => void;
  readonly #reject: (error: unknown) => void;
  readonly #wasOpen: boolean;
  readonly #begun = performance.now();

  constructor(
    guard: Guard,
    resolve: (response: HttpResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#guard = guard;
    this.#wasOpen = guard.breaker.isOpen;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  answered(response: HttpResponse): void {
    const { breaker, standing } = this.#guard;
    breaker.worked();
    if (response.status !== 404) standing.worked();
    this.#end('OK');
    this.#resolve(response);
  }

  failed(error: unknown): void {
    const { backend, breaker, standing, call, requestId } = this.#guard;
    if (!saysNothing(error)) {
      tell(breaker, error);
      standing.failed(error);
      noteFailure(backend, call.operation, error, requestId);
    }
    this.#end(error instanceof BackendError ? error.code : 'INTERNAL');
    this.#reject(error);
  }

  #end(outcome: string): void {
    const { backend, breaker, breaks, call } = this.#guard;
    const seconds = (performance.now() - this.#begun) / 1000;
    metrics.called(backend, call.operation, outcome, seconds);
    if (breaks && breaker.isOpen !== this.#wasOpen) noteBreaker(backend, breaker.isOpen);
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
