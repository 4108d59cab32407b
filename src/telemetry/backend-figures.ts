import { Counter, Gauge } from 'prom-client';
import { Durations } from './durations.ts';
import { register, registers, within } from './register.ts';
import { Tallies } from './tallies.ts';

const callSeconds = new Durations({
  name: 'facet_backend_call_duration_seconds',
  help: 'How long calls to backends took, by what came of them: OK or the code of the error.',
  labelNames: ['backend', 'operation', 'outcome'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10],
  registers,
});
const breakers = new Gauge({
  name: 'facet_breaker_open',
  aggregator: 'max',
  help: '1 while a backend that keeps failing is left alone.',
  labelNames: ['backend'],
  registers,
});
const retries = new Counter({
  name: 'facet_retries_total',
  help: 'Failed calls that might be tried again: whether they were (retried), or the budget of retries was spent (refused).',
  labelNames: ['backend', 'kind', 'decision'],
  registers,
});
const cacheReads = new Tallies({
  name: 'facet_cache_reads_total',
  help: 'Reads of accounts: answered from the cache (hit), by the call of another request (shared), or by a call (miss).',
  labelNames: ['result'],
  registers,
});
const drifts = new Counter({
  name: 'facet_drift_total',
  help: 'What vendors answered and their documents do not know, by its place.',
  labelNames: ['backend', 'operation', 'what'],
  registers,
});
const cache = {
  hit: cacheReads.series({ result: 'hit' }),
  shared: cacheReads.series({ result: 'shared' }),
  miss: cacheReads.series({ result: 'miss' }),
};

/** What is known of a configured backend now. */
export interface BackendState {
  readonly backend: string;
  /** As `backends { status }` has it. */
  readonly status: string;
  /** The code of what has to be mended, such as refused credentials; `null` when nothing has. */
  readonly wrong: string | null;
  /** How many calls may be tried again now. */
  readonly retriesLeft: number;
}
let statesOf: () => readonly BackendState[] = () => [];

register.registerMetric(
  new Gauge({
    name: 'facet_backend_status',
    aggregator: 'max',
    help: '1 for how a configured backend fares now: OK, UNKNOWN, DEGRADED or DOWN.',
    labelNames: ['backend', 'status'],
    registers: [],
    collect() {
      this.reset();
      for (const { backend, status } of statesOf()) this.set({ backend, status }, 1);
    },
  }),
);
register.registerMetric(
  new Gauge({
    name: 'facet_retry_budget',
    help: 'How many calls of a backend may be tried again now: a tenth of its recent calls.',
    labelNames: ['backend'],
    registers: [],
    collect() {
      this.reset();
      for (const { backend, retriesLeft } of statesOf()) this.set({ backend }, retriesLeft);
    },
  }),
);

register.registerMetric(
  new Gauge({
    name: 'facet_backend_wrong',
    aggregator: 'max',
    help: '1 while the last answers of a backend refuse our credentials (BACKEND_UNAUTHORIZED) or are not as documented (BACKEND_CONTRACT).',
    labelNames: ['backend', 'code'],
    registers: [],
    collect() {
      this.reset();
      for (const { backend, wrong } of statesOf()) if (wrong) this.set({ backend, code: wrong }, 1);
    },
  }),
);

/** Of operations of a backend, or of codes of errors; more are counted together. */
const MOST_KINDS = 100;
type Outcomes = Map<string, ReturnType<typeof callSeconds.series>>;
/** By backend, operation and outcome: a text of all three, made for each call, would cost more than the counting. */
const calls = new Map<string, Map<string, Outcomes>>();
const newOperations = (): Map<string, Outcomes> => new Map();
const newOutcomes = (): Outcomes => new Map();

/** Counts calls to backends. Times are in seconds. */
export const backendFigures = {
  called: (backend: string, operation: string, outcome: string, seconds: number): void => {
    const operations = within(calls, backend, MOST_KINDS, newOperations);
    const outcomes = within(operations, operation, MOST_KINDS, newOutcomes);
    within(outcomes, outcome, MOST_KINDS, () =>
      callSeconds.series({ backend, operation, outcome }),
    ).add(seconds);
  },
  breaker: (backend: string, isOpen: boolean): void => breakers.set({ backend }, isOpen ? 1 : 0),
  retry: (backend: string, kind: 'read' | 'write', decision: 'retried' | 'refused'): void =>
    retries.inc({ backend, kind, decision }),
  cacheRead: (result: keyof typeof cache): void => {
    cache[result].count += 1;
  },
  drift: (backend: string, operation: string, what: string): void =>
    drifts.inc({ backend, operation, what }),
  /** Asks for it whenever the metrics are read. */
  watchBackends: (states: () => readonly BackendState[]): void => {
    statesOf = states;
  },
};
