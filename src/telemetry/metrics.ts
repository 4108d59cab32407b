import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { VERSION } from '#version';
import { Durations } from './durations.ts';

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
register.registerMetric(
  new Counter({
    name: 'facet_requests_total',
    help: 'GraphQL operations that were answered, by their name and their caller, and whether the answer tells of errors.',
    labelNames: ['operation', 'caller', 'outcome'],
    registers: [],
    collect() {
      for (const [caller, operations] of answered)
        for (const [operation, counted] of operations)
          for (const outcome of OUTCOMES) {
            this.inc({ operation, caller, outcome }, counted[outcome]);
            counted[outcome] = 0;
          }
    },
  }),
);
const errors = new Counter({
  name: 'facet_errors_total',
  help: 'Answers of GraphQL that tell of an error, by its code.',
  labelNames: ['code'],
  registers,
});
const requestSeconds = new Durations({
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
const callSeconds = new Durations({
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
const instances = new Gauge({
  name: 'facet_instances',
  help: 'Processes that use the same registry, by their version; none while the registry takes no writes.',
  labelNames: ['version'],
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
/** Operations that are counted for one caller by themselves, and callers. */
const MOST_OF_CALLER = 50;
const MOST_CALLERS = 20;
const OTHERS = '(others)';
const NAME = /^[A-Za-z_]\w{0,63}$/;
const names = new Set<string>(['anonymous', OTHERS]);

/** The name of an operation among the few that are told apart; what has none is `anonymous`. */
export function operationLabel(name: string | null): string {
  if (name === null) return 'anonymous';
  if (names.has(name)) return name;
  if (names.size >= MOST_NAMES || !NAME.test(name)) return OTHERS;
  names.add(name);
  return name;
}

const OUTCOMES = ['ok', 'errors'] as const;
type Outcome = (typeof OUTCOMES)[number];
type Counted = Record<Outcome, number>;
/** Requests by caller and operation since the counter was read last: a label is made a text for each value that it is told. */
const answered = new Map<string, Map<string, Counted>>();
const durations = {
  ok: requestSeconds.series({ outcome: 'ok' }),
  errors: requestSeconds.series({ outcome: 'errors' }),
};

function countedOf(operation: string, caller: string): Counted {
  const operations = within(answered, caller, MOST_CALLERS, () => new Map<string, Counted>());
  return within(operations, operation, MOST_OF_CALLER, () => ({ ok: 0, errors: 0 }));
}

/** What a map has for a key, made when it is new; beyond so many keys what it has for all others. */
function within<T>(map: Map<string, T>, key: string, most: number, make: () => T): T {
  const known = map.get(key);
  if (known) return known;
  if (map.size >= most && key !== OTHERS) return within(map, OTHERS, most, make);
  const made = make();
  map.set(key, made);
  return made;
}

/** As many as backends have operations and errors have codes. */
const calls = new Map<string, ReturnType<typeof callSeconds.series>>();

function callsOf(backend: string, operation: string, outcome: string) {
  const key = `${backend} ${operation} ${outcome}`;
  const known = calls.get(key);
  if (known) return known;
  const series = callSeconds.series({ backend, operation, outcome });
  calls.set(key, series);
  return series;
}

/** Counts what happens. Times are in seconds. */
export const metrics = {
  event: (event: string): void => events.inc({ event }),
  /** A GraphQL operation was answered; `operation` as `operationLabel` has it. */
  answered: (
    operation: string,
    caller: string,
    codes: readonly string[],
    seconds: number,
  ): void => {
    const outcome = codes.length === 0 ? 'ok' : 'errors';
    countedOf(operation, caller)[outcome] += 1;
    durations[outcome].add(seconds);
    for (const code of codes) errors.inc({ code });
  },
  refused: (code: string, status: number): void => refusals.inc({ code, status }),
  called: (backend: string, operation: string, outcome: string, seconds: number): void =>
    callsOf(backend, operation, outcome).add(seconds),
  breaker: (backend: string, isOpen: boolean): void => breakers.set({ backend }, isOpen ? 1 : 0),
  instances: (versions: ReadonlyMap<string, number>): void => {
    instances.reset();
    for (const [version, count] of versions) instances.set({ version }, count);
  },
  wrote: (backend: string, mutation: string, status: string): void =>
    writes.inc({ backend, mutation, status }),
};

/** All of them in the form that Prometheus reads. */
export async function metricsText(): Promise<{ readonly type: string; readonly text: string }> {
  return { type: register.contentType, text: await register.metrics() };
}
