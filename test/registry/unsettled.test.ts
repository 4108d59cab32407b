import { expect, it, onTestFinished } from 'vitest';
import { openRegistry } from '#registry';
import { databases } from './databases.ts';
import { creation, done, step } from './operations-contract.ts';

it.each(databases())(
  '$name finds what is open or ended UNKNOWN, and nothing else',
  async ({ newRegistryUrl }) => {
    const registry = await openRegistry(await newRegistryUrl());
    onTestFinished(async () => registry.close());
    const { operations } = registry;
    const lease = { owner: 'me', ms: 60_000 };
    const ended: string[] = [];
    for (const status of ['UNKNOWN', 'CREATED'] as const) {
      const { operation } = await operations.begin(
        creation({ steps: [{ ...step, account: null }] }),
        lease,
      );
      const outcome = { status, account: null, error: null };
      await operations.complete({ id: operation.id, lease }, async () =>
        done({ steps: [{ position: 0, state: 'DONE', outcome }] }),
      );
      ended.push(operation.id);
    }
    const open = await operations.begin(creation(), lease);
    const found = await operations.list({ state: 'unsettled', userIds: null, most: 10 });
    expect(found.map(({ id }) => id)).toEqual([ended[0], open.operation.id]);
    expect(await operations.list({ state: 'unsettled', userIds: null, most: 1 })).toHaveLength(1);
  },
);
