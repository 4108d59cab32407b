import { describe, expect, it } from 'vitest';
import { parseJson } from '#normalise';
import type { NewAccount } from '#registry';
import { ADOPTED, LINKED, UNLINKED, SEEDED, chakra, emeritus, haptik, tract } from './accounts.ts';
import type { Subject } from './subject.ts';

/** What is kept of accounts, people and their history. */
export function recordsContract(subject: Subject): void {
  describe('what is known of an account', () => {
    const lastWrite = async (account: NewAccount) =>
      (await subject.userOf(account))?.accounts[0]?.lastWrite;

    it('merges writes by key, and keeps null as cleared', async () => {
      const { id } = await subject.newUser(haptik('a1'));
      await subject.registry.recordWrite(id, {
        name: 'A',
        email: 'a@b.c',
        custom_data: { x: 1, y: 2 },
      });
      const before = await lastWrite(haptik('a1'));
      await subject.registry.recordWrite(id, { email: null, custom_data: { x: 3 } });
      const after = await lastWrite(haptik('a1'));
      expect(after?.record).toEqual({ name: 'A', email: null, custom_data: { x: 3 } });
      expect(after && before && after.at >= before.at).toBe(true);
    });

    it('keeps the digits of the numbers in a write, also where another one is merged over it', async () => {
      const text = '{"n":9117786204812949329,"rate":1.10,"far":1e400,"low":-0}';
      const { id } = await subject.newUser(haptik('a1'));
      await subject.registry.recordWrite(id, { name: 'A', custom_data: parseJson(text) });
      await subject.registry.recordWrite(id, { name: 'B' });
      const written = await lastWrite(haptik('a1'));
      expect(JSON.stringify(written?.record['custom_data'])).toBe(text);
    });

    it('keeps aliases by scheme', async () => {
      const { id } = await subject.newUser({ ...tract('h-1'), aliases: { a: '1', b: '1' } });
      await subject.registry.recordAliases(id, { b: '2', c: '2' });
      await subject.registry.recordAliases(id, {});
      const user = await subject.userOf(tract('h-1'));
      expect(user?.accounts[0]?.aliases).toEqual({ a: '1', b: '2', c: '2' });
      const old = { by: 'alias', backend: 'HAPTIK_TRACT', scheme: 'b', value: '1' } as const;
      expect(await subject.registry.find([old])).toEqual([]);
    });

    it('drops the aliases that are told to be gone, however that is told', async () => {
      const { registry } = subject;
      const told = { ...tract('h-1'), aliases: { a: '1', b: '1', c: '1', never: null } };
      const { id } = await subject.newUser(told);
      await registry.recordAliases(id, { a: null, nowhere: null });
      await registry.adopt([{ ...tract('h-1'), aliases: { b: null } }], ADOPTED);
      expect((await subject.userOf(tract('h-1')))?.accounts[0]?.aliases).toEqual({ c: '1' });
    });

    it('keeps nothing of an account that is gone', async () => {
      const { id, userId } = await subject.newUser(haptik('a1'));
      await subject.registry.unlink(userId, haptik('a1'), UNLINKED);
      await subject.registry.recordWrite(id, { name: 'A' });
      await subject.registry.recordAliases(id, { ectUserId: 'e' });
      expect(await subject.registry.find([{ by: 'accountId', id }])).toEqual([]);
    });
  });

  it('keeps the history of every link, newest first, also of what is gone', async () => {
    const [user] = await subject.registry.adopt([chakra('c-1')], ADOPTED);
    const userId = user?.id ?? 'missing';
    await subject.registry.link(userId, emeritus('acme', 'u-1'), LINKED);
    await subject.registry.unlink(userId, chakra('c-1'), UNLINKED);
    const history = await subject.registry.history(userId);
    expect(history).toMatchObject([
      { ...UNLINKED, userId, account: chakra('c-1') },
      { ...LINKED, userId, account: emeritus('acme', 'u-1') },
      { ...ADOPTED, userId, account: chakra('c-1') },
    ]);
    expect(history.map(({ at }) => at)).toEqual(
      history
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(await subject.registry.history('user_nobody')).toEqual([]);
  });

  describe('seed', () => {
    const people = [
      [{ ...tract('h-1'), aliases: { ectUserId: 'e-1' } }, chakra('c-1')],
      [{ ...haptik('a2'), written: { name: 'B' } }],
      [],
    ];

    it('links people once, however often it is repeated', async () => {
      await subject.registry.seed(people, SEEDED);
      await subject.registry.seed(people, SEEDED);
      expect(await subject.registry.count(null)).toBe(2);
      const user = await subject.userOf(chakra('c-1'));
      expect(user?.accounts).toMatchObject([{ aliases: { ectUserId: 'e-1' } }, chakra('c-1')]);
      expect((await subject.userOf(haptik('a2')))?.accounts[0]?.lastWrite?.record).toEqual({
        name: 'B',
      });
      expect(await subject.registry.history(user?.id ?? '')).toMatchObject([SEEDED, SEEDED]);
    });

    it('does all or nothing', async () => {
      const impossible = [chakra('c-8'), chakra('c-9')];
      await expect(subject.registry.seed([...people, impossible], SEEDED)).rejects.toThrow(
        /constraint/i,
      );
      expect(await subject.registry.count(null)).toBe(0);
      await subject.registry.seed(people, SEEDED);
      expect(await subject.registry.count(null)).toBe(2);
    });
  });
}
