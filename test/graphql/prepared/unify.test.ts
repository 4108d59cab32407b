import { expect, it } from 'vitest';
import { unifier } from '../../../src/graphql/execution/prepared/unify.ts';
import { lasts } from '../../../src/users/reading/lasting.ts';

const [asha, boris] = [{ id: 'asha' }, { id: 'boris' }];
const unifyOf = unifier(['reportees', 'lead']);

const lasting = (): object => {
  const source = {};
  lasts(source);
  return source;
};
const whole = (reportees: unknown, lead: unknown = null) => ({ name: 'Lead', reportees, lead });

it('takes the object of the last answer where its other fields hold the very same', () => {
  const unify = unifyOf(lasting());
  const first = whole([asha, boris], asha);
  expect(unify?.(first)).toBe(first);
  expect(unify?.(whole([asha, boris], asha))).toBe(first);
});

it.each([
  ['another one in a list', whole([asha, asha], asha)],
  ['an equal one', whole([asha, { ...boris }], asha)],
  ['fewer', whole([asha], asha)],
  ['more', whole([asha, boris, asha], asha)],
  ['nothing', whole(null, asha)],
  ['another value', whole([asha, boris], boris)],
])('takes a new one where they hold %s', (_what, changed) => {
  const unify = unifyOf(lasting());
  unify?.(whole([asha, boris], asha));
  expect(unify?.(changed)).toBe(changed);
  expect(unify?.(whole(changed.reportees, changed.lead))).toBe(changed);
});

it('knows one for each source, and none of a source that is not given again', () => {
  const first = whole([]);
  expect(unifyOf(lasting())?.(first)).toBe(first);
  const second = whole([]);
  expect(unifyOf(lasting())?.(second)).toBe(second);
  expect(unifyOf({})).toBeNull();
  expect(unifyOf(null)).toBeNull();
});
