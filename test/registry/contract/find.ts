import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { usersOf } from '#registry';
import type { UserKey } from '#registry';
import { ADOPTED, LINKED, SEEDED, byKey, chakra, emeritus, haptik, tract } from './accounts.ts';
import type { Subject } from './subject.ts';

/** What every way of finding owes. */
export function findContract(subject: Subject): void {
  describe('find', () => {
    it('finds a user with all accounts by every kind of key', async () => {
      const aliases = { thirdPartyUserId: 't-1', ectUserId: 'e-1' };
      const first = await subject.newUser({ ...tract('h-1'), aliases });
      const written = { auth_id: 'a1', name: 'Asha' };
      await subject.registry.link(first.userId, { ...haptik('a1'), written }, LINKED);
      await subject.newUser(chakra('another'));

      const keys: readonly UserKey[] = [
        { by: 'userId', id: first.userId },
        { by: 'accountId', id: first.id },
        byKey(haptik('a1')),
        { by: 'alias', backend: 'HAPTIK_TRACT', scheme: 'ectUserId', value: 'e-1' },
      ];
      for (const key of keys) {
        const rows = await subject.registry.find([key]);
        expect(rows, key.by).toHaveLength(1);
        expect(usersOf(rows, key)).toEqual(rows);
        expect(rows[0]).toMatchObject({
          id: first.userId,
          createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          accounts: [
            { ...tract('h-1'), userId: first.userId, aliases, lastWrite: null },
            {
              ...haptik('a1'),
              userId: first.userId,
              aliases: {},
              lastWrite: { record: written },
            },
          ],
        });
      }
    });

    it('answers keys of all kinds at once, each user once, and leaves out the unknown', async () => {
      const asha = await subject.newUser({ ...tract('h-1'), aliases: { ectUserId: 'e-1' } });
      const boris = await subject.newUser(emeritus('acme', 'u-1'));
      const rows = await subject.registry.find([
        { by: 'userId', id: asha.userId },
        { by: 'userId', id: 'user_nobody' },
        { by: 'accountId', id: boris.id },
        { by: 'accountId', id: 'acct_nothing' },
        byKey(emeritus('acme', 'u-1')),
        byKey(emeritus('other', 'u-1')),
        byKey(chakra('u-1')),
        { by: 'alias', backend: 'HAPTIK_TRACT', scheme: 'ectUserId', value: 'e-1' },
        { by: 'alias', backend: 'HAPTIK_TRACT', scheme: 'thirdPartyUserId', value: 'e-1' },
      ]);
      expect(rows.map(({ id }) => id).toSorted()).toEqual([asha.userId, boris.userId]);
    });

    it('answers nothing for no keys', async () => {
      await subject.newUser(chakra('c-1'));
      expect(await subject.registry.find([])).toEqual([]);
    });

    it('tells the users apart who share an alias, and the backends that share a scheme', async () => {
      const aliases = { shared: 's' };
      const asha = await subject.newUser({ ...tract('h-1'), aliases });
      const boris = await subject.newUser({ ...tract('h-2'), aliases });
      await subject.newUser({ ...chakra('c-1'), aliases });
      const key = { by: 'alias', backend: 'HAPTIK_TRACT', scheme: 'shared', value: 's' } as const;
      const rows = await subject.registry.find([key]);
      expect(rows.map(({ id }) => id)).toEqual([asha.userId, boris.userId]);
      expect(usersOf(rows, key)).toEqual(rows);
    });

    it('takes refs as they are', async () => {
      const refs = [
        '',
        ' a',
        'A',
        'a',
        "a' or 1=1 --",
        'ä',
        '😀',
        '%',
        'a\nb',
        '9117786204812949329',
      ];
      await subject.registry.adopt(refs.map(chakra), ADOPTED);
      const rows = await subject.registry.find(refs.map((ref) => byKey(chakra(ref))));
      const found = refs.map((ref) => usersOf(rows, byKey(chakra(ref))));
      expect(found.map((users) => users.map(({ accounts }) => accounts[0]?.ref))).toEqual(
        refs.map((ref) => [ref]),
      );
    });

    it('knows nobody by what no text may hold, or no index, and refuses to keep it', async () => {
      const { registry } = subject;
      const long = randomBytes(10_000).toString('hex');
      for (const ref of ['a\0b', '\ud83d', long]) {
        expect(await registry.find([byKey(chakra(ref)), { by: 'userId', id: ref }])).toEqual([]);
        const refused = { code: 'INVALID_INPUT' };
        await expect(registry.link(null, chakra(ref), LINKED)).rejects.toMatchObject(refused);
        await expect(registry.adopt([chakra(ref)], ADOPTED)).rejects.toMatchObject(refused);
      }
      const { id } = await subject.newUser({
        ...tract('h-1'),
        aliases: { x: 'a\0b', y: 'kept', z: long },
      });
      await registry.recordAliases(id, { z: '\ud83d', long });
      await registry.recordWrite(id, { name: 'a\0b' });
      expect((await subject.userOf(tract('h-1')))?.accounts).toMatchObject([
        { aliases: { y: 'kept' }, lastWrite: { record: { name: 'a\0b' } } },
      ]);
      expect(await registry.count(null)).toBe(1);
    });

    it('finds thousands at once', async () => {
      const people = Array.from({ length: 5000 }, (_, n) => [chakra(`c-${n}`)]);
      await subject.registry.seed(people, SEEDED);
      const keys = people.flat().map(byKey);
      const rows = await subject.registry.find(keys);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(5000);
      expect(keys.every((key) => usersOf(rows, key).length === 1)).toBe(true);
    });
  });
}
