import { expect, it } from 'vitest';
import { usersOf } from '#registry';
import type { AccountRow, UserKey, UserRow } from '#registry';

function user(n: number, alias: string): UserRow {
  const linkedAt = '2026-01-01T00:00:00.000Z';
  const common = { userId: `user_${n}`, linkedAt, aliases: { scheme: alias }, lastWrite: null };
  const accounts: AccountRow[] = [
    { ...common, id: `acct_${n}a`, backend: 'CHAKRA', scope: '', ref: `${n}` },
    { ...common, id: `acct_${n}b`, backend: 'EMERITUS', scope: 'acme', ref: `${n}` },
    { ...common, id: `acct_${n}c`, backend: 'EMERITUS', scope: 'other', ref: `${n}` },
  ];
  return { id: `user_${n}`, formerIds: [], createdAt: linkedAt, accounts };
}

// A few rows are gone through, many are indexed: both must say the same.
it.each([3, 200])('tells who of %i users is meant', (size) => {
  const rows = Array.from({ length: size }, (_, n) => user(n, n < 2 ? 'shared' : `alias ${n}`));
  const meant = (key: UserKey) => usersOf(rows, key).map(({ id }) => id);

  expect(meant({ by: 'userId', id: 'user_2' })).toEqual(['user_2']);
  expect(meant({ by: 'accountId', id: 'acct_1b' })).toEqual(['user_1']);
  expect(meant({ by: 'key', backend: 'EMERITUS', scope: 'acme', ref: '2' })).toEqual(['user_2']);
  expect(meant({ by: 'alias', backend: 'EMERITUS', scheme: 'scheme', value: 'shared' })).toEqual([
    'user_0',
    'user_1',
  ]);
  expect(meant({ by: 'accountId', id: 'user_2' })).toEqual([]);
  expect(meant({ by: 'key', backend: 'EMERITUS', scope: 'acm', ref: 'e2' })).toEqual([]);
  expect(meant({ by: 'key', backend: 'CHAKRA', scope: 'acme', ref: '2' })).toEqual([]);
  expect(meant({ by: 'alias', backend: 'HAPTIK', scheme: 'scheme', value: 'shared' })).toEqual([]);
});
