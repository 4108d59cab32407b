import cluster from 'node:cluster';
import { Counter, Gauge } from 'prom-client';
import { VERSION } from '#version';
import { backendFigures } from './backend-figures.ts';
import { EVENTS } from './events.ts';
import type { LogEvent } from './events.ts';
import { metricsOfAll } from './cluster-metrics.ts';
import { register, registers } from './register.ts';
import { registryFigures } from './registry-figures.ts';
import { requestFigures } from './request-figures.ts';

new Gauge({
  name: 'facet_info',
  help: 'The version that runs.',
  labelNames: ['version'],
  aggregator: 'first',
  registers,
}).set({ version: VERSION }, 1);

const events = new Counter({
  name: 'facet_events_total',
  help: 'What the log tells of, by the event of its lines, also when it is silent.',
  labelNames: ['event'],
  registers,
});

// What appears with a first value has not risen, to those who watch.
for (const event of EVENTS) events.inc({ event }, 0);

/** Counts what happens. Times are in seconds. */
export const metrics = {
  event: (event: LogEvent): void => events.inc({ event }),
  ...requestFigures,
  ...backendFigures,
  ...registryFigures,
};

/** All of them in the form that Prometheus reads; of all processes of this Facet together. */
export async function metricsText(): Promise<{ readonly type: string; readonly text: string }> {
  const text = cluster.isWorker ? await metricsOfAll() : await register.metrics();
  return { type: register.contentType, text };
}
