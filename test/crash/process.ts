/** A process that runs Facets as it is told by its parent, each at its own database, until it is killed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError } from '#errors';
import { startFacet } from '../../src/app.ts';
import type { Facet } from '../../src/app.ts';
import { Boundaries, hookEdges, watch } from './boundaries.ts';
import type { Order, Report } from './orders.ts';

const facets = new Map<number, Facet>();
const counters = new Map<number, Boundaries>();

const tell = (report: Report): void => void process.send?.(report);

async function start({ lane, environment, stop }: Extract<Order, { kind: 'start' }>) {
  const boundaries = new Boundaries((name) => tell({ kind: 'stopped', lane, name }));
  const urls = Object.entries(environment).flatMap(([name, value]) =>
    /_(URL|HOOK)$/.test(name) && value.startsWith('http') ? [value] : [],
  );
  watch(String(environment['DATABASE_URL']), urls, boundaries);
  counters.set(lane, boundaries);
  if (stop) boundaries.arm(stop);
  const facet = await supervised(async () =>
    startFacet(environment, (error) =>
      tell({ kind: 'failed', lane, reason: String(error instanceof Error ? error.stack : error) }),
    ),
  );
  facets.set(lane, facet);
  tell({ kind: 'started', lane, url: facet.url });
}

/** Whoever runs a Facet starts it again when its database was not to be had, as on a busy machine. */
async function supervised<T>(begin: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await begin();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      await sleep(500);
    }
  }
}

async function obey(order: Order): Promise<void> {
  const { lane } = order;
  switch (order.kind) {
    case 'start':
      return start(order);
    case 'arm':
      counters.get(lane)?.arm(order.stop);
      return tell({ kind: 'armed', lane });
    case 'resume':
      return counters.get(lane)?.resume();
    case 'stop':
      await facets.get(lane)?.close();
      facets.delete(lane);
      return tell({ kind: 'closed', lane });
  }
}

/** The clock of this process is wrong. */
function skewClock(milliseconds: number): void {
  const { now } = Date;
  globalThis.Date = new Proxy(Date, {
    construct: (Real, given) =>
      given.length === 0 ? new Real(now() + milliseconds) : Reflect.construct(Real, given),
    get: (Real, name) => (name === 'now' ? () => now() + milliseconds : Reflect.get(Real, name)),
  });
}

const skewMs = Number(process.env['CLOCK_SKEW_MS'] ?? 0);
if (skewMs !== 0) skewClock(skewMs);
hookEdges();
process.on('message', (order: Order) => {
  obey(order).catch((error: unknown) => {
    tell({ kind: 'failed', lane: order.lane, reason: String(error) });
  });
});
process.on('disconnect', () => process.exit(0));
tell({ kind: 'ready', lane: -1 });
