import { Counter, Gauge } from 'prom-client';
import { Durations } from './durations.ts';
import { registers } from './register.ts';

const transactions = new Durations({
  name: 'facet_registry_duration_seconds',
  help: 'How long reads and writes of the registry took, waits included, and whether the database failed.',
  labelNames: ['kind', 'outcome'],
  buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5],
  registers,
});
const waits = new Durations({
  name: 'facet_registry_wait_seconds',
  help: 'How long work waited for a connection of PostgreSQL (reading, writing), or for the lock of SQLite (lock). What did not wait is not counted.',
  labelNames: ['resource'],
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
  registers,
});
const instances = new Gauge({
  name: 'facet_instances',
  aggregator: 'max',
  help: 'Processes that use the same registry, by their version; none while the registry takes no writes.',
  labelNames: ['version'],
  registers,
});
const operations = new Gauge({
  name: 'facet_operations',
  aggregator: 'max',
  help: 'Operations that are not done: RUNNING, or WAITING for another try. The same at every instance.',
  labelNames: ['state'],
  registers,
});
const oldest = new Gauge({
  name: 'facet_operation_oldest_seconds',
  aggregator: 'max',
  help: 'The age of the oldest operation that is not done; 0 when all are.',
  registers,
});
const writes = new Counter({
  name: 'facet_writes_total',
  help: 'What became of writes, by the status of the outcome.',
  labelNames: ['backend', 'mutation', 'status'],
  registers,
});
const conflicts = new Counter({
  name: 'facet_conflicts_total',
  help: 'Creations that a backend answered with the record of somebody else.',
  labelNames: ['backend'],
  registers,
});

const took = {
  read: {
    ok: transactions.series({ kind: 'read', outcome: 'ok' }),
    failed: transactions.series({ kind: 'read', outcome: 'failed' }),
  },
  write: {
    ok: transactions.series({ kind: 'write', outcome: 'ok' }),
    failed: transactions.series({ kind: 'write', outcome: 'failed' }),
  },
};
const waited = {
  reading: waits.series({ resource: 'reading' }),
  writing: waits.series({ resource: 'writing' }),
  lock: waits.series({ resource: 'lock' }),
};

/** Counts what the registry does. Times are in seconds. */
export const registryFigures = {
  registry: (kind: keyof typeof took, outcome: 'ok' | 'failed', seconds: number): void =>
    took[kind][outcome].add(seconds),
  waited: (resource: keyof typeof waited, seconds: number): void => waited[resource].add(seconds),
  instances: (versions: ReadonlyMap<string, number>): void => {
    instances.reset();
    for (const [version, count] of versions) instances.set({ version }, count);
  },
  /** `oldestSeconds`: 0 when none is open. */
  backlog: (counts: Readonly<Record<string, number>>, oldestSeconds: number): void => {
    for (const [state, count] of Object.entries(counts)) operations.set({ state }, count);
    oldest.set(oldestSeconds);
  },
  wrote: (backend: string, mutation: string, status: string): void =>
    writes.inc({ backend, mutation, status }),
  conflict: (backend: string): void => conflicts.inc({ backend }),
};
