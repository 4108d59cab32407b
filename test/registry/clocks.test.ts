import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRegistry } from '#registry';
import type { DurableRegistry, Lease } from '#registry';
import { databases } from './databases.ts';
import { creation, done } from './operations-contract.ts';

const DAY_MS = 86_400_000;
const lease: Lease = { owner: 'me', ms: 60_000 };
const another: Lease = { owner: 'another', ms: 60_000 };

/** Changes rows as a process did whose clock was wrong. */
async function change(url: string, statement: string): Promise<void> {
  if (url.startsWith('sqlite:')) {
    using file = new DatabaseSync(url.slice('sqlite:'.length));
    file.exec(statement);
    return;
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

describe.each(databases())('on $name, with a clock that is a day ahead', ({ newRegistryUrl }) => {
  let url: string;
  let registry: DurableRegistry;
  beforeEach(async () => {
    url = await newRegistryUrl();
    registry = await openRegistry(url);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await registry.close();
  });

  const operations = () => registry.operations;
  const begin = async () => (await operations().begin(creation(), lease)).operation;
  const tomorrow = () => new Date(operations().now() + DAY_MS).toISOString();

  it('a process writes down what its database’s clock says', async () => {
    const now = operations().now();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY_MS });
    const begun = await begin();
    await operations().sent({ id: begun.id, lease }, 0);
    const sent = await operations().find(begun.id);
    const { account } = await registry.link(
      null,
      { backend: 'CHAKRA', scope: '', ref: 'c-1' },
      { kind: 'LINK', actor: 'test', evidence: 'test' },
    );
    for (const at of [begun.createdAt, sent?.steps[0]?.sentAt, account.linkedAt]) {
      expect(Math.abs(Date.parse(at ?? '') - now)).toBeLessThan(60_000);
    }
    expect(Date.parse(begun.dueAt) - now).toBeLessThanOrEqual(2 * lease.ms);
  });

  it('a lease that ends tomorrow keeps nobody from taking over', async () => {
    const { id } = await begin();
    await change(url, `update operations set due_at = '${tomorrow()}'`);
    expect((await operations().claimDue(another, 5)).map((operation) => operation.id)).toEqual([
      id,
    ]);
    // It is an ordinary lease then.
    expect(await operations().claim({ id, lease })).toBeNull();
  });

  it('a try that is due tomorrow is due now', async () => {
    const { id } = await begin();
    await operations().complete({ id, lease }, async () =>
      done({ state: 'WAITING', dueAt: new Date(operations().now()).toISOString() }),
    );
    await change(url, `update operations set due_at = '${tomorrow()}'`);
    expect((await operations().claimDue(another, 5)).map((operation) => operation.id)).toEqual([
      id,
    ]);
  });

  it('a try that is due in a minute is not', async () => {
    const { id } = await begin();
    const soon = new Date(operations().now() + 60_000).toISOString();
    await operations().complete({ id, lease }, async () => done({ state: 'WAITING', dueAt: soon }));
    expect(await operations().claimDue(another, 5)).toEqual([]);
  });

  it('a request that went out tomorrow went out now at the latest', async () => {
    const { id } = await begin();
    await operations().sent({ id, lease }, 0);
    await change(
      url,
      `update operation_steps set sent_at = '${tomorrow()}' where position = 0;
       update operations set due_at = '2000-01-01T00:00:00.000Z'`,
    );
    const [claimed] = await operations().claimDue(another, 5);
    const sentAt = claimed?.steps[0]?.sentAt ?? '';
    expect(Date.parse(sentAt)).toBeLessThanOrEqual(operations().now());
    expect(Date.parse(sentAt)).toBeGreaterThan(operations().now() - 60_000);
    expect((await operations().find(id))?.steps[0]?.sentAt).toBe(sentAt);
  });
});
