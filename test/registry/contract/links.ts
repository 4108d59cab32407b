import { describe, expect, it } from 'vitest';
import type { Cause } from '#registry';
import { ADOPTED, LINKED, UNLINKED, chakra, emeritus, haptik, tract } from './accounts.ts';
import type { Subject } from './subject.ts';

/** What adopting, linking and unlinking owe. */
export function linksContract(subject: Subject): void {
  describe('adopt', () => {
    it('gives each account that nobody holds a user of its own', async () => {
      const rows = await subject.registry.adopt(
        [chakra('c-1'), chakra('c-2'), chakra('c-1')],
        ADOPTED,
      );
      expect(rows.map(({ accounts }) => accounts.map(({ ref }) => ref).join()).toSorted()).toEqual([
        'c-1',
        'c-2',
      ]);
      expect(await subject.registry.count(null)).toBe(2);
    });

    it('leaves the held with their users, and says so in no history', async () => {
      const asha = await subject.newUser(chakra('c-1'));
      await subject.registry.link(asha.userId, haptik('a1'), LINKED);
      const rows = await subject.registry.adopt([haptik('a1'), chakra('c-2')], ADOPTED);
      expect(rows.map(({ id }) => id)).toContain(asha.userId);
      expect(await subject.registry.count(null)).toBe(2);
      const kinds = (await subject.registry.history(asha.userId)).map(({ kind }) => kind);
      expect(kinds).toEqual(['LINK', 'LINK']);
    });

    it('records what is told of new accounts and of held ones', async () => {
      await subject.registry.adopt([{ ...tract('h-1'), aliases: { ectUserId: 'e-1' } }], ADOPTED);
      const told = {
        aliases: { ectUserId: 'e-2', thirdPartyUserId: 't' },
        written: { name: 'A' },
      };
      const [user] = await subject.registry.adopt([{ ...tract('h-1'), ...told }], ADOPTED);
      expect(user?.accounts).toMatchObject([
        { aliases: told.aliases, lastWrite: { record: told.written } },
      ]);
    });

    it('makes one user of many adoptions at the same time', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, async () => subject.registry.adopt([chakra('c-1')], ADOPTED)),
      );
      expect(new Set(answers.flat().map(({ id }) => id)).size).toBe(1);
      expect(await subject.registry.count(null)).toBe(1);
    });
  });

  describe('adoptions that come together', () => {
    it('are each answered with their own users', async () => {
      const { registry } = subject;
      const asha = await subject.newUser(chakra('c-3'));
      const lists = Array.from({ length: 60 }, (_, n) => [chakra(`c-${n}`), haptik(`h${n}`)]);
      const answers = await Promise.all(
        lists.map(async (accounts) => registry.adopt(accounts, ADOPTED)),
      );
      const refs = answers.map((users) =>
        users.flatMap(({ accounts }) => accounts.map(({ ref }) => ref)).toSorted(),
      );
      expect(refs).toEqual(lists.map((accounts) => accounts.map(({ ref }) => ref).toSorted()));
      expect(answers[3]?.map(({ id }) => id)).toContain(asha.userId);
      expect(await registry.count(null)).toBe(120);
    });

    it('record what is told of one account in the order in which it came', async () => {
      const told = (thirdPartyUserId: string) => ({
        ...tract('h-1'),
        aliases: { thirdPartyUserId },
      });
      const answers = await Promise.all(
        ['t-1', 't-2', 't-1', 't-3'].map(async (id) => subject.registry.adopt([told(id)], ADOPTED)),
      );
      expect(new Set(answers.flat().map(({ id }) => id)).size).toBe(1);
      expect((await subject.userOf(tract('h-1')))?.accounts).toMatchObject([
        { aliases: { thirdPartyUserId: 't-3' } },
      ]);
    });

    it('say in each history who had them adopted, and why', async () => {
      const { registry } = subject;
      const by = (actor: string) => ({ ...ADOPTED, actor });
      await Promise.all(
        Array.from({ length: 20 }, async (_, n) =>
          registry.adopt([chakra(`c-${n}`)], by(n % 2 === 0 ? 'alice' : 'bob')),
        ),
      );
      for (const n of [0, 1, 18, 19]) {
        const user = await subject.userOf(chakra(`c-${n}`));
        const history = await registry.history(user?.id ?? '');
        expect(history).toMatchObject([{ kind: 'ADOPT', actor: n % 2 === 0 ? 'alice' : 'bob' }]);
      }
    });

    it('meet links of the same accounts, and each account is one user’s', async () => {
      const { registry } = subject;
      await Promise.all(
        Array.from({ length: 30 }, async (_, n) => [
          registry.adopt([chakra(`c-${n}`)], ADOPTED),
          registry.link(null, chakra(`c-${n}`), LINKED),
        ]).map(async (both) => Promise.all(await both)),
      );
      expect(await registry.count(null)).toBe(30);
    });
  });

  describe('link', () => {
    it('links to a user, or to a new one', async () => {
      const created: Cause = { kind: 'CREATE', actor: 'alice', evidence: 'createUser' };
      const first = await subject.registry.link(null, chakra('c-1'), created);
      expect(first.kind).toBe('linked');
      const { userId } = first.account;
      const second = await subject.registry.link(userId, haptik('a1'), LINKED);
      expect(second).toMatchObject({ kind: 'linked', account: { ...haptik('a1'), userId } });
      expect((await subject.userOf(chakra('c-1')))?.accounts.map(({ id }) => id)).toEqual([
        first.account.id,
        second.account.id,
      ]);
    });

    it('says that the user has it already, and keeps what is new of it', async () => {
      const { userId } = await subject.newUser({
        ...haptik('a1'),
        written: { name: 'A', email: 'a@b.c' },
      });
      const told = { ...haptik('a1'), written: { name: 'B' }, aliases: { x: '1' } };
      const result = await subject.registry.link(userId, told, LINKED);
      expect(result).toMatchObject({
        kind: 'already',
        account: { aliases: { x: '1' }, lastWrite: { record: { name: 'B', email: 'a@b.c' } } },
      });
      expect(await subject.registry.history(userId)).toHaveLength(1);
    });

    it.each([['another user', chakra('c-2')] as const, ['a new one', null] as const])(
      'changes nothing when the account is taken: for %s',
      async (_, other) => {
        const { userId } = await subject.newUser(haptik('a1'));
        const asker = other && (await subject.newUser(other)).userId;
        const users = await subject.registry.count(null);
        const result = await subject.registry.link(
          asker,
          { ...haptik('a1'), written: { a: 1 } },
          LINKED,
        );
        expect(result).toMatchObject({ kind: 'taken', account: { userId, lastWrite: null } });
        expect(await subject.registry.count(null)).toBe(users);
        expect((await subject.userOf(haptik('a1')))?.accounts[0]?.lastWrite).toBeNull();
      },
    );

    it('changes nothing when the user has another account in that place', async () => {
      const row = await subject.newUser(emeritus('acme', 'u-1'));
      const result = await subject.registry.link(row.userId, emeritus('acme', 'u-2'), LINKED);
      expect(result).toEqual({ kind: 'occupied', account: row });
      expect(await subject.userOf(emeritus('acme', 'u-2'))).toBeUndefined();
    });

    it('lets a user have one account for each scope', async () => {
      const { userId } = await subject.newUser(emeritus('acme', 'u-1'));
      const result = await subject.registry.link(userId, emeritus('other', 'u-1'), LINKED);
      expect(result.kind).toBe('linked');
      expect((await subject.userOf(emeritus('other', 'u-1')))?.accounts).toHaveLength(2);
    });

    it('refuses a user who does not exist', async () => {
      await expect(
        subject.registry.link('user_nobody', chakra('c-1'), LINKED),
      ).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await subject.userOf(chakra('c-1'))).toBeUndefined();
    });
  });

  describe('unlink', () => {
    it('leaves the user, empty, and frees the account', async () => {
      const told = { aliases: { ectUserId: 'e' }, written: { a: 1 } };
      const { userId } = await subject.newUser({ ...tract('h-1'), ...told });
      expect(await subject.registry.unlink(userId, tract('h-1'), UNLINKED)).toEqual({
        kind: 'unlinked',
        userId,
        cancelled: [],
      });
      expect(await subject.registry.find([{ by: 'userId', id: userId }])).toMatchObject([
        { id: userId, accounts: [] },
      ]);
      const again = await subject.newUser(tract('h-1'));
      expect(again).toMatchObject({ aliases: {}, lastWrite: null });
      expect(again.userId).not.toBe(userId);
    });

    it('takes nothing from another user', async () => {
      const none = { kind: 'none' };
      const asha = await subject.newUser(chakra('c-1'));
      const boris = await subject.newUser(chakra('c-2'));
      expect(await subject.registry.unlink(boris.userId, chakra('c-1'), UNLINKED)).toEqual(none);
      expect(await subject.registry.unlink(asha.userId, chakra('c-3'), UNLINKED)).toEqual(none);
      expect((await subject.userOf(chakra('c-1')))?.id).toBe(asha.userId);
      expect(await subject.registry.history(boris.userId)).toHaveLength(1);
    });
  });
}
