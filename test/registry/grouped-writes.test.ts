import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeaseLostError, openRegistry } from '#registry';
import type { Claim, DurableRegistry, NewStep } from '#registry';
import { accountKey } from '#registry';
import { linkAnswers } from '../../src/operations/complete.ts';
import { none } from '../../src/registry/sql/contact-point-rows.ts';
import { alone } from '../../src/registry/sql/gathering.ts';
import { GroupedWrites } from '../../src/registry/sql/grouped-writes.ts';
import { PLAIN } from '../../src/registry/row-cipher.ts';
import { insertUsers } from '../../src/registry/sql/insert.ts';
import type { WriteContext } from '../../src/registry/sql/write-context.ts';
import { SqliteDatabase } from '../../src/registry/sqlite/database.ts';
import { databaseFiles } from './database-files.ts';
import { newPostgresUrl } from './databases.ts';
import { creation, done, step } from './operations-contract.ts';
import { startProxy } from './postgres-proxy.ts';

const newFile = databaseFiles();
const hashKey = async () => 'a key';
const AT = '2026-01-01T00:00:00.000Z';

describe('writes that come together', () => {
  let database: SqliteDatabase;
  let grouped: GroupedWrites;
  let transactions: number;

  beforeEach(async () => {
    database = await SqliteDatabase.open(newFile());
    transactions = 0;
    grouped = new GroupedWrites(async (work) => {
      transactions += 1;
      return database.write(async (trx) =>
        work(
          alone({
            trx,
            find: async () => [],
            at: AT,
            contactPointsOf: none,
            hashKey,
            cipher: PLAIN,
          }),
        ),
      );
    });
  });
  afterEach(async () => database.close());

  const add = (id: string) => async (context: WriteContext) => {
    await insertUsers(context, [id]);
    return id;
  };
  const users = async (): Promise<readonly string[]> => {
    const rows = await database.reader.selectFrom('users').select('id').orderBy('id').execute();
    return rows.map(({ id }) => id);
  };

  it('are one transaction', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `user_${n}`);
    expect(await Promise.all(ids.map(async (id) => grouped.run(add(id))))).toEqual(ids);
    expect(await users()).toEqual(ids.toSorted());
    expect(transactions).toBe(1);
  });

  it('do not fail with one of them that fails, wherever in the group it is', async () => {
    await grouped.run(add('taken'));
    const asked = ['a', 'taken', 'b', 'c'].map(async (id) => grouped.run(add(id)));
    const results = await Promise.allSettled(asked);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(await users()).toEqual(['a', 'b', 'c', 'taken']);
  });

  it('stay one transaction when one of them finds that it has lost its lease', async () => {
    const lost = grouped.run(async () => {
      throw new LeaseLostError('Gone.');
    });
    const kept = grouped.run(add('kept'));
    await expect(lost).rejects.toThrow(LeaseLostError);
    expect(await kept).toBe('kept');
    expect(transactions).toBe(1);
  });

  it('keep their order where they touch the same, and see what was done before', async () => {
    const told: string[] = [];
    const look = (name: string, ...touched: string[]) =>
      grouped.run(
        async (context) => {
          const { id } = await context.trx
            .selectFrom('users')
            .select(({ fn }) => fn.countAll<number>().as('id'))
            .executeTakeFirstOrThrow();
          await insertUsers(context, [name]);
          told.push(`${name} after ${id}`);
        },
        async () => touched,
      );
    await Promise.all([look('1', 'x'), look('2', 'x', 'y'), look('3', 'y'), look('4', 'x')]);
    // The last two have nothing in common.
    expect(told.slice(0, 2)).toEqual(['1 after 0', '2 after 1']);
    expect(told.slice(2).toSorted()).toEqual(['3 after 2', '4 after 2']);
    expect(transactions).toBe(1);
  });

  it('are all done before the log is closed', async () => {
    const asked = ['a', 'b'].map(async (id) => grouped.run(add(id)));
    await grouped.finish();
    expect(await users()).toEqual(['a', 'b']);
    await Promise.all(asked);
  });
});

const OPERATIONS = 32;
/** Far fewer than one an operation. */
const FEW = 30;

const accountOf = (n: number) => ({ backend: 'HAPTIK', scope: '', ref: `a${n}` }) as const;
const stepOf = (n: number): NewStep => ({ ...step, needsSecret: false, account: accountOf(n) });

it('carries out many operations in few statements of PostgreSQL', async () => {
  const url = await newPostgresUrl();
  const direct = await openRegistry(url);
  const begun = Array.from({ length: OPERATIONS }, (_, n) => creation({ steps: [stepOf(n)] }));
  for (const operation of begun) {
    await direct.operations.begin(operation, { owner: 'dead', ms: 0 });
  }
  await direct.close();
  const proxy = await startProxy(url);
  const registry = await openRegistry(proxy.urlOf(url));
  const claims = await claimAll(registry);
  expect(claims).toHaveLength(OPERATIONS);
  const before = proxy.statements.length;
  await Promise.all(claims.map(async (claim) => carryOut(registry, claim)));
  expect(proxy.statements.slice(before).length).toBeLessThan(2 * FEW);
  const keys = claims.map((_, n) => accountKey(accountOf(n)));
  expect(await registry.find(keys)).toHaveLength(OPERATIONS);
  await registry.close();
  await proxy.close();
});

async function claimAll({ operations }: DurableRegistry): Promise<readonly Claim[]> {
  const lease = { owner: 'me', ms: 60_000, isShared: true };
  const claimed = await operations.claimDue(lease, OPERATIONS);
  return claimed.map(({ id }) => ({ id, lease }));
}

/** As a drive does: the request is noted, the answer is kept, the account is linked. */
async function carryOut({ operations }: DurableRegistry, claim: Claim): Promise<void> {
  const { account } = await operations.advance(claim, async ({ steps: [first] }, scope) => {
    expect(await scope.find([])).toEqual([]);
    return { userId: null, steps: [], sent: [0], account: first?.account ?? null };
  });
  const answer = { account, existed: false, written: { name: 'Asha' } };
  await operations.answered(claim, 0, answer);
  const { state, userId } = await operations.complete(claim, async (operation, scope) =>
    done(await linkAnswers(operation, scope)),
  );
  expect(state).toBe('DONE');
  expect(userId).not.toBeNull();
}
