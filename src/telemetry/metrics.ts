import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { VERSION } from '#version';

/** One for the process. What labels hold is ours and of few values, whatever callers and vendors send. */
const register = new Registry();
const registers = [register];

collectDefaultMetrics({ register });
new Gauge({
  name: 'facet_info',
  help: 'The version that runs.',
  labelNames: ['version'],
  registers,
}).set({ version: VERSION }, 1);

const events = new Counter({
  name: 'facet_events_total',
  help: 'What the log tells of, by the event of its lines, also when it is silent.',
  labelNames: ['event'],
  registers,
});
const requests = new Counter({
  name: 'facet_requests_total',
  help: 'GraphQL operations that were answered, by their name, and whether the answer has errors.',
  labelNames: ['operation', 'outcome'],
  registers,
});
const requestSeconds = new Histogram({
  name: 'facet_request_duration_seconds',
  help: 'How long GraphQL operations took.',
  labelNames: ['outcome'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});
const refusals = new Counter({
  name: 'facet_refused_total',
  help: 'Requests that were refused before GraphQL, by the code and the status of the refusal.',
  labelNames: ['code', 'status'],
  registers,
});
const callSeconds = new Histogram({
  name: 'facet_backend_call_duration_seconds',
  help: 'How long calls to backends took, by what came of them: OK or the code of the error.',
  labelNames: ['backend', 'operation', 'outcome'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10],
  registers,
});
const breakers = new Gauge({
  name: 'facet_breaker_open',
  help: '1 while a backend that keeps failing is left alone.',
  labelNames: ['backend'],
  registers,
});
const writes = new Counter({
  name: 'facet_writes_total',
  help: 'What became of writes, by the status of the outcome.',
  labelNames: ['backend', 'mutation', 'status'],
  registers,
});

/** The names of operations are the callers': after so many, others are counted together. */
const MOST_NAMES = 100;
const OTHERS = '(others)';
const NAME = /^[A-Za-z_]\w{0,63}$/;

type Outcome = 'ok' | 'errors';
/** Bound to their labels once, since every request counts. */
const ofNames = new Map<string, Readonly<Record<Outcome, Counter.Internal>>>();
const durations = {
  ok: requestSeconds.labels('ok'),
  errors: requestSeconds.labels('errors'),
};

function ofName(name: string): Readonly<Record<Outcome, Counter.Internal>> {
  const known = ofNames.get(name);
  if (known) return known;
  const isOther = ofNames.size >= MOST_NAMES || !NAME.test(name);
  if (isOther && name !== OTHERS) return ofName(OTHERS);
  const bound = { ok: requests.labels(name, 'ok'), errors: requests.labels(name, 'errors') };
  ofNames.set(name, bound);
  return bound;
}

/** Counts what happens. Times are in seconds. */
export const metrics = {
  event: (event: string): void => events.inc({ event }),
  /** A GraphQL operation was answered; `null` is one without a name. */
  answered: (name: string | null, outcome: Outcome, seconds: number): void => {
    ofName(name ?? 'anonymous')[outcome].inc();
    durations[outcome].observe(seconds);
  },
  refused: (code: string, status: number): void => refusals.inc({ code, status }),
  called: (backend: string, operation: string, outcome: string, seconds: number): void =>
    callSeconds.observe({ backend, operation, outcome }, seconds),
  breaker: (backend: string, isOpen: boolean): void => breakers.set({ backend }, isOpen ? 1 : 0),
  wrote: (backend: string, mutation: string, status: string): void =>
    writes.inc({ backend, mutation, status }),
};

/** All of them in the form that Prometheus reads. */
export async function metricsText(): Promise<{ readonly type: string; readonly text: string }> {
  return { type: register.contentType, text: await register.metrics() };
}
