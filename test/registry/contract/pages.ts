import { beforeEach, describe, expect, it } from 'vitest';
import { LINKED, chakra, emeritus, haptik } from './accounts.ts';
import type { Subject } from './subject.ts';

/** What walking and counting owe. */
export function pagesContract(subject: Subject): void {
  describe('page and count', () => {
    const refs = ['1', '2', '3', '4', '5'];
    beforeEach(async () => {
      for (const ref of refs) await subject.newUser(ref === '3' ? haptik(ref) : chakra(ref));
    });
    const page = async (
      direction: 'older' | 'newer',
      limit: number,
      beyond: string | null = null,
      hasAccountAt: 'CHAKRA' | 'EMERITUS' | null = null,
    ) => {
      const { users, hasMore } = await subject.registry.page({
        direction,
        limit,
        beyond,
        hasAccountAt,
      });
      return [users.map(({ accounts }) => accounts[0]?.ref).join(''), hasMore];
    };
    const id = async (ref: string) => (await subject.userOf(chakra(ref)))?.id ?? 'missing';

    it('walks from the newest to the oldest', async () => {
      expect(await page('older', 2)).toEqual(['54', true]);
      expect(await page('older', 2, await id('4'))).toEqual(['32', true]);
      expect(await page('older', 2, await id('2'))).toEqual(['1', false]);
      expect(await page('older', 5)).toEqual(['54321', false]);
    });

    it('walks from the oldest to the newest', async () => {
      expect(await page('newer', 2)).toEqual(['12', true]);
      expect(await page('newer', 3, await id('2'))).toEqual(['345', false]);
      expect(await page('newer', 3, await id('5'))).toEqual(['', false]);
    });

    it('walks those with an account at a backend, with all their accounts', async () => {
      expect(await page('older', 3, null, 'CHAKRA')).toEqual(['542', true]);
      expect(await page('older', 3, await id('4'), 'CHAKRA')).toEqual(['21', false]);
      expect(await page('newer', 3, await id('2'), 'CHAKRA')).toEqual(['45', false]);
      expect(await page('older', 3, null, 'EMERITUS')).toEqual(['', false]);
      await subject.registry.link(await id('4'), haptik('4'), LINKED);
      const query = {
        limit: 9,
        direction: 'older',
        beyond: null,
        hasAccountAt: 'HAPTIK',
      } as const;
      const { users } = await subject.registry.page(query);
      expect(users.map(({ accounts }) => accounts.length)).toEqual([2, 1]);
    });

    it('walks and counts within scopes, where accounts outside them are not there', async () => {
      const { registry } = subject;
      await registry.link(await id('1'), emeritus('acme', 'u'), LINKED);
      await registry.link(await id('2'), emeritus('other', 'u'), LINKED);
      await registry.link(await id('4'), emeritus('acme', 'v'), LINKED);
      await registry.link(await id('4'), emeritus('other', 'v'), LINKED);
      const within = async (
        scopes: readonly string[],
        hasAccountAt: 'CHAKRA' | 'EMERITUS' | 'HAPTIK' | null = null,
        limit = 9,
        beyond: string | null = null,
      ) => {
        const query = { limit, direction: 'older', beyond, hasAccountAt, scopes } as const;
        const { users, hasMore } = await registry.page(query);
        const total = await registry.count(hasAccountAt, scopes);
        return [users.map(({ accounts }) => accounts[0]?.ref).join(''), hasMore, total];
      };
      expect(await within(['acme'])).toEqual(['41', false, 2]);
      expect(await within(['acme'], null, 1)).toEqual(['4', true, 2]);
      expect(await within(['acme'], null, 1, await id('4'))).toEqual(['1', false, 2]);
      expect(await within(['acme', 'other'])).toEqual(['421', false, 3]);
      expect(await within(['other'], 'EMERITUS')).toEqual(['42', false, 2]);
      expect(await within(['other'], 'CHAKRA')).toEqual(['42', false, 2]);
      expect(await within(['other'], 'HAPTIK')).toEqual(['', false, 0]);
      expect(await within(['nobody'])).toEqual(['', false, 0]);
      expect(await within([])).toEqual(['', false, 0]);
    });

    it('tells of a history within scopes what happened in them or in none', async () => {
      const { registry } = subject;
      const user = await id('1');
      await registry.link(user, emeritus('acme', 'u'), LINKED);
      await registry.link(user, emeritus('other', 'u'), LINKED);
      const range = { limit: 9, direction: 'older', beyond: null } as const;
      const scopesIn = async (scopes: readonly string[] | null) =>
        (await registry.histories([user], { ...range, scopes }))
          .get(user)
          ?.map(({ account }) => account.scope);
      expect(await scopesIn(null)).toEqual(['other', 'acme', '']);
      expect(await scopesIn(['acme'])).toEqual(['acme', '']);
      expect(await scopesIn([])).toEqual(['']);
    });

    it('counts users, not accounts', async () => {
      const user = await id('1');
      await subject.registry.link(user, emeritus('acme', 'u'), LINKED);
      await subject.registry.link(user, emeritus('other', 'u'), LINKED);
      expect(await subject.registry.count(null)).toBe(5);
      expect(await subject.registry.count('EMERITUS')).toBe(1);
      expect(await subject.registry.count('CHAKRA')).toBe(4);
      expect(await subject.registry.count('VOLT_MX')).toBe(0);
    });
  });
}
