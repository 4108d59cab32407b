import { tmpdir } from 'node:os';
import { inject } from 'vitest';
import type { DriftWatch } from '#backends';
import { openRegistry } from '#registry';
import type { DurableRegistry } from '#registry';
import { startInstance } from './instances/instance.ts';
import { startPostgres } from './postgres.ts';

/** What a test sees of a running Facet. */
export interface RunningFacet {
  /** Of several processes each time the next one's. */
  readonly url: string;
  readonly registry: DurableRegistry;
  /** Nobody knows it of several processes. */
  readonly drift: DriftWatch | null;
  readonly close: () => Promise<void>;
}

/** A Facet of several processes on one PostgreSQL, each asked in its turn. */
export async function startProcesses(
  count: number,
  environment: Readonly<Record<string, string>>,
): Promise<RunningFacet> {
  await using started = new AsyncDisposableStack();
  const postgres = started.adopt(
    await startPostgres({ shared: inject('runFolder') }),
    async (server) => server.close(),
  );
  const databaseUrl = await postgres.createDatabase();
  const instances = await Promise.all(
    Array.from({ length: count }, async () =>
      started.adopt(
        await startInstance({ ...environment, DATABASE_URL: databaseUrl }, tmpdir()),
        async (instance) => instance.end(),
      ),
    ),
  );
  const registry = started.adopt(await openRegistry(databaseUrl), async (it) => it.close());
  const running = started.move();
  let turn = 0;
  return {
    get url() {
      turn += 1;
      return instances[turn % count]?.url ?? '';
    },
    registry,
    drift: null,
    close: async () => running.disposeAsync(),
  };
}
