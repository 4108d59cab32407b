import { Counter } from 'prom-client';
import { Durations } from './durations.ts';
import { OTHERS, registers, within } from './register.ts';
import { Tallies } from './tallies.ts';
import type { Tally } from './tallies.ts';

const requests = new Tallies({
  name: 'facet_requests_total',
  help: 'GraphQL operations that were answered, by their name and their caller, and whether the answer tells of errors.',
  labelNames: ['operation', 'caller', 'outcome'],
  registers,
});
const requestSeconds = new Durations({
  name: 'facet_request_duration_seconds',
  help: 'How long GraphQL operations took.',
  labelNames: ['outcome'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});
const errors = new Counter({
  name: 'facet_errors_total',
  help: 'Answers of GraphQL that tell of an error, by its code.',
  labelNames: ['code'],
  registers,
});
const refusals = new Counter({
  name: 'facet_refused_total',
  help: 'Requests that were refused before GraphQL, by the code and the status of the refusal.',
  labelNames: ['code', 'status'],
  registers,
});

/** The names of operations are the callers': after so many, others are counted together. */
const MOST_NAMES = 100;
/** Operations that are counted for one caller by themselves, and callers. */
const MOST_OF_CALLER = 50;
const MOST_CALLERS = 20;
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

interface Answered {
  readonly ok: Tally;
  readonly errors: Tally;
}
interface Caller {
  readonly label: string;
  readonly operations: Map<string, Answered>;
}
const callers = new Map<string, Caller>();
const durations = {
  ok: requestSeconds.series({ outcome: 'ok' }),
  errors: requestSeconds.series({ outcome: 'errors' }),
};

function talliesOf(name: string, callerName: string): Answered {
  const { label: caller, operations } = within(callers, callerName, MOST_CALLERS, (label) => ({
    label,
    operations: new Map<string, Answered>(),
  }));
  return within(operations, name, MOST_OF_CALLER, (operation) => ({
    ok: requests.series({ operation, caller, outcome: 'ok' }),
    errors: requests.series({ operation, caller, outcome: 'errors' }),
  }));
}

/** Counts what comes of requests. Times are in seconds. */
export const requestFigures = {
  /** A GraphQL operation was answered; `operation` as `operationLabel` has it. */
  answered: (
    operation: string,
    caller: string,
    codes: readonly string[],
    seconds: number,
  ): void => {
    const outcome = codes.length === 0 ? 'ok' : 'errors';
    talliesOf(operation, caller)[outcome].count += 1;
    durations[outcome].add(seconds);
    for (const code of codes) errors.inc({ code });
  },
  refused: (code: string, status: number): void => refusals.inc({ code, status }),
};
