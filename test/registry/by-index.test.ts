import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import type { DurableRegistry, Cause, NewAccount, UserKey } from '#registry';
import type { HistoryRange } from '../../src/registry/registry.ts';
import { newPostgresUrl } from './databases.ts';
import { accountId, fill, operationId, readSoFar, userId } from './filled.ts';

const CAUSE: Cause = { kind: 'LINK', actor: 'facet', evidence: 'test' };
const RANGE: HistoryRange = { limit: 20, direction: 'older', beyond: null };

/** Fifty from there on; every other one is somebody whom another was merged into. */
const from = (first: number): readonly number[] =>
  Array.from({ length: 50 }, (_, n) => first + 5 * n);

const emeritus = (n: number): NewAccount => ({ backend: 'EMERITUS', scope: 'acme', ref: `e-${n}` });
const chakra = (n: number): NewAccount => ({
  backend: 'CHAKRA',
  scope: '',
  ref: `c-${n}`,
  aliases: { chakraId: `${n}` },
  written: { name: 'Anna' },
});
const byRef = (n: number): UserKey => ({ by: 'key', ...emeritus(n) });
const byAlias = (n: number): UserKey => ({
  by: 'alias',
  backend: 'HAPTIK_TRACT',
  scheme: 'thirdPartyUserId',
  value: `wa-${n}`,
});
const byId = (n: number): UserKey => ({ by: 'userId', id: userId(n) });
const byAccountId = (n: number): UserKey => ({ by: 'accountId', id: accountId(n) });

/** What a registry is asked for, and how many it must answer with, that the question was no empty one. */
const ASKED: readonly {
  readonly name: string;
  readonly ask: (registry: DurableRegistry) => Promise<number>;
  readonly answers: number;
}[] = [
  {
    name: 'finds by ref',
    ask: async (registry) => (await registry.find(from(5000).map(byRef))).length,
    answers: 50,
  },
  {
    name: 'finds by keys of all kinds',
    ask: async (registry) => {
      const keys = [
        ...from(5000).map(byRef),
        ...from(6000).map(byAlias),
        ...from(7000).map(byId),
        ...from(8000).map(byAccountId),
      ];
      return (await registry.find(keys)).length;
    },
    answers: 200,
  },
  {
    name: 'tells histories',
    ask: async (registry) => {
      const histories = await registry.histories(from(5000).map(userId), RANGE);
      return [...histories.values()].flat().length;
    },
    answers: 75,
  },
  {
    name: 'finds who has an e-mail address',
    ask: async (registry) => {
      const points = from(5000).map((n) => ({ kind: 'EMAIL', value: `${n}@x` }) as const);
      return (await registry.contactHolders(points)).length;
    },
    answers: 50,
  },
  {
    name: 'tells conflicts',
    ask: async (registry) => {
      const accounts = from(5000).map((n) => accountId(n).replace('acct_0', 'acct_1'));
      return (await registry.conflicts(accounts)).length;
    },
    answers: 25,
  },
  ...(['older', 'newer'] as const).flatMap((direction) =>
    ([null, 'EMERITUS'] as const).map((hasAccountAt) => ({
      name: `lists people, ${direction} ones, ${hasAccountAt === null ? 'all' : 'with an account'}`,
      ask: async (registry: DurableRegistry) => {
        const page = { limit: 50, direction, hasAccountAt };
        const first = await registry.page({ ...page, beyond: null });
        const next = await registry.page({ ...page, beyond: userId(5000) });
        return first.users.length + next.users.length;
      },
      answers: 100,
    })),
  ),
  {
    name: 'finds an operation, and those it must wait for',
    ask: async ({ operations }) => {
      const found = await operations.findByKey('me', 'createUser', 'key-5000');
      const operation = await operations.find(operationId(5000));
      const [step] = operation?.steps ?? [];
      if (!operation || !step) return 0;
      const account = chakra(1);
      const beside = await operations.beside({
        ...operation,
        steps: [{ ...step, state: 'INTENT', account }],
      });
      return (found ? 1 : 0) + beside.length;
    },
    answers: 1,
  },
  {
    name: 'looks for what is due, and for conflicts',
    ask: async ({ operations }) => {
      await operations.claimDue({ owner: 'me', ms: 60_000 }, 32);
      return (await operations.noteConflicts()).length;
    },
    answers: 0,
  },
  {
    name: 'adopts',
    ask: async (registry) => {
      const accounts = [...from(100).map(chakra), ...from(5000).map(emeritus)];
      return (await registry.adopt(accounts, CAUSE)).length;
    },
    answers: 100,
  },
  {
    name: 'links, merges and undoes',
    ask: async (registry) => {
      await registry.link(userId(11), chakra(1), CAUSE);
      const unmerged = await registry.unlink(userId(20), emeritus(20), CAUSE);
      const { account } = await registry.link(null, chakra(2), CAUSE);
      const merged = await registry.linkOrMerge(userId(12), account, CAUSE);
      return [unmerged, merged].filter(({ kind }) => /merged/.test(kind)).length;
    },
    answers: 2,
  },
];

/** Entries of indexes: each of these needs fewer, the smallest of the filled tables has 2,000. */
const FEW = 1500;

describe.each(['no statistics', 'statistics of empty tables'])('PostgreSQL with %s', (known) => {
  let url: string;
  let client: Client;

  beforeAll(async () => {
    url = await newPostgresUrl();
    await (await openRegistry(url)).close();
    client = new Client({ connectionString: url });
    await client.connect();
    if (known === 'statistics of empty tables') await client.query('analyze');
    await fill(client);
  });
  afterAll(async () => client.end());

  /** What a connection has read is known when it is closed. */
  async function read(): Promise<{ whole: number; byIndex: number }> {
    const others = `select 1 from pg_stat_activity where application_name = 'facet'
      and datname = current_database()`;
    await expect.poll(async () => (await client.query(others)).rows).toEqual([]);
    return readSoFar(client);
  }

  it.each(ASKED)('$name without reading a whole table', async ({ ask, answers }) => {
    const before = await read();
    const registry = await openRegistry(url);
    expect(await ask(registry)).toBe(answers);
    await registry.close();
    const after = await read();
    expect(after.whole - before.whole).toBe(0);
    expect(after.byIndex - before.byIndex).toBeLessThan(FEW);
  });
});
