import { expect, it } from 'vitest';
import { newAccountId, newHistoryId, newUserId } from '../../src/registry/ids.ts';

it('makes ids that sort by creation, also within one millisecond', () => {
  const ids = Array.from({ length: 20_000 }, newUserId);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

it('says what kind of thing an id is of', () => {
  expect(newUserId()).toMatch(/^user_[0-9a-z]{26}$/);
  expect(newAccountId()).toMatch(/^acct_[0-9a-z]{26}$/);
  expect(newHistoryId()).toMatch(/^hist_[0-9a-z]{26}$/);
});
