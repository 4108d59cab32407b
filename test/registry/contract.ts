import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usersOf } from '../../src/registry/match.ts';
import type { Cause, NewAccount, Registry, UserKey } from '../../src/registry/registry.ts';

const ADOPTED: Cause = { kind: 'ADOPT', actor: 'facet', evidence: 'lookup' };
const LINKED: Cause = { kind: 'LINK', actor: 'alice', evidence: 'linkAccount' };
const UNLINKED: Cause = { kind: 'UNLINK', actor: 'bob', evidence: 'unlinkAccount' };
const SEEDED: Cause = { kind: 'ADOPT', actor: 'facet', evidence: 'sandbox' };

const chakra = (ref: string) => ({ backend: 'CHAKRA', scope: '', ref }) as const;
const haptik = (ref: string) => ({ backend: 'HAPTIK', scope: '', ref }) as const;
const tract = (ref: string) => ({ backend: 'HAPTIK_TRACT', scope: '', ref }) as const;
const emeritus = (scope: string, ref: string) => ({ backend: 'EMERITUS', scope, ref }) as const;
const byKey = (account: NewAccount): UserKey => {
  const { backend, scope, ref } = account;
  return { by: 'key', backend, scope, ref };
};

/** What every registry owes: a fresh, empty one for each test, which `open` makes. */
export function registryContract(name: string, open: () => Promise<Registry>): void {
  describe(`${name} as a registry`, () => {
    let registry: Registry;
    beforeEach(async () => {
      registry = await open();
    });
    afterEach(async () => registry.close());

    const userOf = async (account: NewAccount) => (await registry.find([byKey(account)]))[0];
    const newUser = async (account: NewAccount) => {
      const { account: row } = await registry.link(null, account, LINKED);
      return row;
    };

    describe('find', () => {
      it('finds a user with all accounts by every kind of key', async () => {
        const aliases = { thirdPartyUserId: 't-1', ectUserId: 'e-1' };
        const first = await newUser({ ...tract('h-1'), aliases });
        const written = { auth_id: 'a1', name: 'Asha' };
        await registry.link(first.userId, { ...haptik('a1'), written }, LINKED);
        await newUser(chakra('another'));

        const keys: readonly UserKey[] = [
          { by: 'userId', id: first.userId },
          { by: 'accountId', id: first.id },
          byKey(haptik('a1')),
          { by: 'alias', backend: 'HAPTIK_TRACT', scheme: 'ectUserId', value: 'e-1' },
        ];
        for (const key of keys) {
          const rows = await registry.find([key]);
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
        const asha = await newUser({ ...tract('h-1'), aliases: { ectUserId: 'e-1' } });
        const boris = await newUser(emeritus('acme', 'u-1'));
        const rows = await registry.find([
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
        await newUser(chakra('c-1'));
        expect(await registry.find([])).toEqual([]);
      });

      it('tells the users apart who share an alias, and the backends that share a scheme', async () => {
        const aliases = { shared: 's' };
        const asha = await newUser({ ...tract('h-1'), aliases });
        const boris = await newUser({ ...tract('h-2'), aliases });
        await newUser({ ...chakra('c-1'), aliases });
        const key = { by: 'alias', backend: 'HAPTIK_TRACT', scheme: 'shared', value: 's' } as const;
        const rows = await registry.find([key]);
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
        await registry.adopt(refs.map(chakra), ADOPTED);
        const rows = await registry.find(refs.map((ref) => byKey(chakra(ref))));
        const found = refs.map((ref) => usersOf(rows, byKey(chakra(ref))));
        expect(found.map((users) => users.map(({ accounts }) => accounts[0]?.ref))).toEqual(
          refs.map((ref) => [ref]),
        );
      });

      it('knows nobody by what no text may hold, and refuses to keep it', async () => {
        const refs = ['a\0b', '\ud83d'];
        for (const ref of refs) {
          expect(await registry.find([byKey(chakra(ref)), { by: 'userId', id: ref }])).toEqual([]);
          const refused = { code: 'INVALID_INPUT' };
          await expect(registry.link(null, chakra(ref), LINKED)).rejects.toMatchObject(refused);
          await expect(registry.adopt([chakra(ref)], ADOPTED)).rejects.toMatchObject(refused);
        }
        const { id } = await newUser({ ...tract('h-1'), aliases: { x: 'a\0b', y: 'kept' } });
        await registry.recordAliases(id, { z: '\ud83d' });
        await registry.recordWrite(id, { name: 'a\0b' });
        expect((await userOf(tract('h-1')))?.accounts).toMatchObject([
          { aliases: { y: 'kept' }, lastWrite: { record: { name: 'a\0b' } } },
        ]);
        expect(await registry.count(null)).toBe(1);
      });

      it('finds thousands at once', async () => {
        const people = Array.from({ length: 5000 }, (_, n) => [chakra(`c-${n}`)]);
        await registry.seed(people, SEEDED);
        const keys = people.flat().map(byKey);
        const rows = await registry.find(keys);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(5000);
        expect(keys.every((key) => usersOf(rows, key).length === 1)).toBe(true);
      });
    });

    describe('adopt', () => {
      it('gives each account that nobody holds a user of its own', async () => {
        const rows = await registry.adopt([chakra('c-1'), chakra('c-2'), chakra('c-1')], ADOPTED);
        expect(rows.map(({ accounts }) => accounts.map(({ ref }) => ref)).toSorted()).toEqual([
          ['c-1'],
          ['c-2'],
        ]);
        expect(await registry.count(null)).toBe(2);
      });

      it('leaves the held with their users, and says so in no history', async () => {
        const asha = await newUser(chakra('c-1'));
        await registry.link(asha.userId, haptik('a1'), LINKED);
        const rows = await registry.adopt([haptik('a1'), chakra('c-2')], ADOPTED);
        expect(rows.map(({ id }) => id)).toContain(asha.userId);
        expect(await registry.count(null)).toBe(2);
        const kinds = (await registry.history(asha.userId)).map(({ kind }) => kind);
        expect(kinds).toEqual(['LINK', 'LINK']);
      });

      it('records what is told of new accounts and of held ones', async () => {
        await registry.adopt([{ ...tract('h-1'), aliases: { ectUserId: 'e-1' } }], ADOPTED);
        const told = {
          aliases: { ectUserId: 'e-2', thirdPartyUserId: 't' },
          written: { name: 'A' },
        };
        const [user] = await registry.adopt([{ ...tract('h-1'), ...told }], ADOPTED);
        expect(user?.accounts).toMatchObject([
          { aliases: told.aliases, lastWrite: { record: told.written } },
        ]);
      });

      it('makes one user of many adoptions at the same time', async () => {
        const answers = await Promise.all(
          Array.from({ length: 20 }, async () => registry.adopt([chakra('c-1')], ADOPTED)),
        );
        expect(new Set(answers.flat().map(({ id }) => id)).size).toBe(1);
        expect(await registry.count(null)).toBe(1);
      });
    });

    describe('link', () => {
      it('links to a user, or to a new one', async () => {
        const created: Cause = { kind: 'CREATE', actor: 'alice', evidence: 'createUser' };
        const first = await registry.link(null, chakra('c-1'), created);
        expect(first.kind).toBe('linked');
        const { userId } = first.account;
        const second = await registry.link(userId, haptik('a1'), LINKED);
        expect(second).toMatchObject({ kind: 'linked', account: { ...haptik('a1'), userId } });
        expect((await userOf(chakra('c-1')))?.accounts.map(({ id }) => id)).toEqual([
          first.account.id,
          second.account.id,
        ]);
      });

      it('says that the user has it already, and keeps what is new of it', async () => {
        const { userId } = await newUser({
          ...haptik('a1'),
          written: { name: 'A', email: 'a@b.c' },
        });
        const told = { ...haptik('a1'), written: { name: 'B' }, aliases: { x: '1' } };
        const result = await registry.link(userId, told, LINKED);
        expect(result).toMatchObject({
          kind: 'already',
          account: { aliases: { x: '1' }, lastWrite: { record: { name: 'B', email: 'a@b.c' } } },
        });
        expect(await registry.history(userId)).toHaveLength(1);
      });

      it.each([['another user', chakra('c-2')] as const, ['a new one', null] as const])(
        'changes nothing when the account is taken: for %s',
        async (_, other) => {
          const { userId } = await newUser(haptik('a1'));
          const asker = other && (await newUser(other)).userId;
          const users = await registry.count(null);
          const result = await registry.link(asker, { ...haptik('a1'), written: { a: 1 } }, LINKED);
          expect(result).toMatchObject({ kind: 'taken', account: { userId, lastWrite: null } });
          expect(await registry.count(null)).toBe(users);
          expect((await userOf(haptik('a1')))?.accounts[0]?.lastWrite).toBeNull();
        },
      );

      it('changes nothing when the user has another account in that place', async () => {
        const row = await newUser(emeritus('acme', 'u-1'));
        const result = await registry.link(row.userId, emeritus('acme', 'u-2'), LINKED);
        expect(result).toEqual({ kind: 'occupied', account: row });
        expect(await userOf(emeritus('acme', 'u-2'))).toBeUndefined();
      });

      it('lets a user have one account for each scope', async () => {
        const { userId } = await newUser(emeritus('acme', 'u-1'));
        const result = await registry.link(userId, emeritus('other', 'u-1'), LINKED);
        expect(result.kind).toBe('linked');
        expect((await userOf(emeritus('other', 'u-1')))?.accounts).toHaveLength(2);
      });

      it('refuses a user who does not exist', async () => {
        await expect(registry.link('user_nobody', chakra('c-1'), LINKED)).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
        expect(await userOf(chakra('c-1'))).toBeUndefined();
      });
    });

    describe('unlink', () => {
      it('leaves the user, empty, and frees the account', async () => {
        const told = { aliases: { ectUserId: 'e' }, written: { a: 1 } };
        const { userId } = await newUser({ ...tract('h-1'), ...told });
        expect(await registry.unlink(userId, tract('h-1'), UNLINKED)).toBe(true);
        expect(await registry.find([{ by: 'userId', id: userId }])).toMatchObject([
          { id: userId, accounts: [] },
        ]);
        const again = await newUser(tract('h-1'));
        expect(again).toMatchObject({ aliases: {}, lastWrite: null });
        expect(again.userId).not.toBe(userId);
      });

      it('takes nothing from another user', async () => {
        const asha = await newUser(chakra('c-1'));
        const boris = await newUser(chakra('c-2'));
        expect(await registry.unlink(boris.userId, chakra('c-1'), UNLINKED)).toBe(false);
        expect(await registry.unlink(asha.userId, chakra('c-3'), UNLINKED)).toBe(false);
        expect((await userOf(chakra('c-1')))?.id).toBe(asha.userId);
        expect(await registry.history(boris.userId)).toHaveLength(1);
      });
    });

    describe('what is known of an account', () => {
      const lastWrite = async (account: NewAccount) =>
        (await userOf(account))?.accounts[0]?.lastWrite;

      it('merges writes by key, and keeps null as cleared', async () => {
        const { id } = await newUser(haptik('a1'));
        await registry.recordWrite(id, { name: 'A', email: 'a@b.c', custom_data: { x: 1, y: 2 } });
        const before = await lastWrite(haptik('a1'));
        await registry.recordWrite(id, { email: null, custom_data: { x: 3 } });
        const after = await lastWrite(haptik('a1'));
        expect(after?.record).toEqual({ name: 'A', email: null, custom_data: { x: 3 } });
        expect(after && before && after.at >= before.at).toBe(true);
      });

      it('keeps aliases by scheme', async () => {
        const { id } = await newUser({ ...tract('h-1'), aliases: { a: '1', b: '1' } });
        await registry.recordAliases(id, { b: '2', c: '2' });
        await registry.recordAliases(id, {});
        const user = await userOf(tract('h-1'));
        expect(user?.accounts[0]?.aliases).toEqual({ a: '1', b: '2', c: '2' });
        const old = { by: 'alias', backend: 'HAPTIK_TRACT', scheme: 'b', value: '1' } as const;
        expect(await registry.find([old])).toEqual([]);
      });

      it('keeps nothing of an account that is gone', async () => {
        const { id, userId } = await newUser(haptik('a1'));
        await registry.unlink(userId, haptik('a1'), UNLINKED);
        await registry.recordWrite(id, { name: 'A' });
        await registry.recordAliases(id, { ectUserId: 'e' });
        expect(await registry.find([{ by: 'accountId', id }])).toEqual([]);
      });
    });

    describe('page and count', () => {
      const refs = ['1', '2', '3', '4', '5'];
      beforeEach(async () => {
        for (const ref of refs) await newUser(ref === '3' ? haptik(ref) : chakra(ref));
      });
      const page = async (
        direction: 'older' | 'newer',
        limit: number,
        beyond: string | null = null,
        hasAccountAt: 'CHAKRA' | 'EMERITUS' | null = null,
      ) => {
        const { users, hasMore } = await registry.page({ direction, limit, beyond, hasAccountAt });
        return [users.map(({ accounts }) => accounts[0]?.ref).join(''), hasMore];
      };
      const id = async (ref: string) => (await userOf(chakra(ref)))?.id ?? 'missing';

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
        await registry.link(await id('4'), haptik('4'), LINKED);
        const query = {
          limit: 9,
          direction: 'older',
          beyond: null,
          hasAccountAt: 'HAPTIK',
        } as const;
        const { users } = await registry.page(query);
        expect(users.map(({ accounts }) => accounts.length)).toEqual([2, 1]);
      });

      it('counts users, not accounts', async () => {
        const user = await id('1');
        await registry.link(user, emeritus('acme', 'u'), LINKED);
        await registry.link(user, emeritus('other', 'u'), LINKED);
        expect(await registry.count(null)).toBe(5);
        expect(await registry.count('EMERITUS')).toBe(1);
        expect(await registry.count('CHAKRA')).toBe(4);
        expect(await registry.count('VOLT_MX')).toBe(0);
      });
    });

    it('keeps the history of every link, newest first, also of what is gone', async () => {
      const [user] = await registry.adopt([chakra('c-1')], ADOPTED);
      const userId = user?.id ?? 'missing';
      await registry.link(userId, emeritus('acme', 'u-1'), LINKED);
      await registry.unlink(userId, chakra('c-1'), UNLINKED);
      const history = await registry.history(userId);
      expect(history).toMatchObject([
        { ...UNLINKED, userId, account: chakra('c-1') },
        { ...LINKED, userId, account: emeritus('acme', 'u-1') },
        { ...ADOPTED, userId, account: chakra('c-1') },
      ]);
      expect(history.map(({ at }) => at)).toEqual(
        history
          .map(({ at }) => at)
          .toSorted()
          .reverse(),
      );
      expect(await registry.history('user_nobody')).toEqual([]);
    });

    describe('seed', () => {
      const people = [
        [{ ...tract('h-1'), aliases: { ectUserId: 'e-1' } }, chakra('c-1')],
        [{ ...haptik('a2'), written: { name: 'B' } }],
        [],
      ];

      it('links people once, however often it is repeated', async () => {
        await registry.seed(people, SEEDED);
        await registry.seed(people, SEEDED);
        expect(await registry.count(null)).toBe(2);
        const user = await userOf(chakra('c-1'));
        expect(user?.accounts).toMatchObject([{ aliases: { ectUserId: 'e-1' } }, chakra('c-1')]);
        expect((await userOf(haptik('a2')))?.accounts[0]?.lastWrite?.record).toEqual({ name: 'B' });
        expect(await registry.history(user?.id ?? '')).toMatchObject([SEEDED, SEEDED]);
      });

      it('does all or nothing', async () => {
        const impossible = [chakra('c-8'), chakra('c-9')];
        await expect(registry.seed([...people, impossible], SEEDED)).rejects.toThrow();
        expect(await registry.count(null)).toBe(0);
        await registry.seed(people, SEEDED);
        expect(await registry.count(null)).toBe(2);
      });
    });

    it('finishes what runs before it closes, and refuses what comes later', async () => {
      const running = registry.link(null, chakra('c-1'), LINKED);
      await registry.close();
      expect((await running).kind).toBe('linked');
      const refused = { code: 'REGISTRY_UNAVAILABLE', message: expect.stringContaining('nothing') };
      await expect(registry.find([byKey(chakra('c-1'))])).rejects.toMatchObject(refused);
      await expect(registry.link(null, chakra('c-2'), LINKED)).rejects.toMatchObject(refused);
      await expect(registry.count(null)).rejects.toMatchObject(refused);
    });
  });
}
