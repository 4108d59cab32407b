import { describe, expect, it } from 'vitest';
import type { AccountRow, UserRow } from '#registry';
import { LINKED, UNLINKED, chakra, emeritus, haptik, tract } from './accounts.ts';
import type { Subject } from './subject.ts';

/** What merging two users and telling them apart again owe. */
export function mergingContract(subject: Subject): void {
  const byId = async (id: string): Promise<UserRow | undefined> => {
    const [user] = await subject.registry.find([{ by: 'userId', id }]);
    return user;
  };
  const refs = ({ accounts }: UserRow) => accounts.map(({ ref }) => ref);
  const everyone = async () => {
    const query = { limit: 99, direction: 'newer', beyond: null, hasAccountAt: null } as const;
    return (await subject.registry.page(query)).users;
  };
  /** Asha, the older one, has c-1; Boris has a1 and u-1. */
  const twoUsers = async () => {
    const asha = await subject.newUser(chakra('c-1'));
    const told = { aliases: { x: '1' }, written: { name: 'B' } };
    const boris = await subject.newUser({ ...haptik('a1'), ...told });
    await subject.registry.link(boris.userId, emeritus('acme', 'u-1'), LINKED);
    return [asha.userId, boris.userId] as const;
  };

  describe('linkOrMerge', () => {
    it('links what nobody holds, as link does', async () => {
      const { userId } = await subject.newUser(chakra('c-1'));
      const link = await subject.registry.linkOrMerge(userId, haptik('a1'), LINKED);
      expect(link).toMatchObject({ kind: 'linked', account: { userId, ref: 'a1' } });
      const again = await subject.registry.linkOrMerge(userId, haptik('a1'), LINKED);
      expect(again.kind).toBe('already');
      const beside = await subject.registry.linkOrMerge(userId, haptik('a2'), LINKED);
      expect(beside.kind).toBe('occupied');
    });

    it.each([
      ['the older one is named the account of the younger', 0, haptik('a1')] as const,
      ['the younger one is named the account of the older', 1, chakra('c-1')] as const,
    ])('leaves the older user with all accounts when %s', async (_, asker, account) => {
      const users = await twoUsers();
      const [older, younger] = users;
      const merged = await subject.registry.linkOrMerge(users[asker], account, LINKED);
      expect(merged).toMatchObject({ kind: 'merged', account: { ...account, userId: older } });
      const user = await byId(older);
      expect(user?.accounts.map(({ ref, userId }) => [ref, userId])).toEqual([
        ['c-1', older],
        ['a1', older],
        ['u-1', older],
      ]);
      expect(user?.accounts[1]).toMatchObject({
        aliases: { x: '1' },
        lastWrite: { record: { name: 'B' } },
      });
      expect(await byId(younger)).toEqual(user);
      expect(await everyone()).toEqual([user]);
      expect(await subject.registry.count(null)).toBe(1);
    });

    it('takes the younger id wherever it takes an id', async () => {
      const [older, younger] = await twoUsers();
      await subject.registry.linkOrMerge(older, haptik('a1'), LINKED);
      const { account } = await subject.registry.link(younger, tract('h-1'), LINKED);
      expect(account.userId).toBe(older);
      const unlinked = await subject.registry.unlink(younger, tract('h-1'), UNLINKED);
      expect(unlinked).toEqual({ kind: 'unlinked', cancelled: [], userId: older });
      const { users } = await subject.registry.page({
        limit: 9,
        direction: 'older',
        beyond: younger,
        hasAccountAt: null,
      });
      expect(users.map(({ id }) => id)).toEqual([older]);
    });

    it('tells of every moved account once, in the history of both', async () => {
      const [older, younger] = await twoUsers();
      await subject.registry.linkOrMerge(older, haptik('a1'), LINKED);
      const cause = { ...LINKED, kind: 'MERGE', userId: older, otherUserId: younger };
      const rows = (await subject.registry.history(older)).filter(({ kind }) => kind === 'MERGE');
      expect(rows).toHaveLength(2);
      expect(rows).toMatchObject([
        { ...cause, account: emeritus('acme', 'u-1') },
        { ...cause, account: haptik('a1') },
      ]);
      await subject.registry.unlink(older, haptik('a1'), UNLINKED);
      const kinds = async (id: string) =>
        (await subject.registry.history(id)).map(({ kind }) => kind);
      const both = ['UNMERGE', 'UNMERGE', 'MERGE', 'MERGE'];
      expect(await kinds(older)).toEqual([...both, 'LINK']);
      expect(await kinds(younger)).toEqual([...both, 'LINK', 'LINK']);
    });

    it('changes nothing when both have an account in one place, and names the two', async () => {
      const [older, younger] = await twoUsers();
      await subject.registry.link(older, emeritus('acme', 'u-2'), LINKED);
      const before = await everyone();
      const result = await subject.registry.linkOrMerge(older, haptik('a1'), LINKED);
      expect(result).toMatchObject({
        kind: 'conflict',
        accounts: [
          { ...emeritus('acme', 'u-2'), userId: older },
          { ...emeritus('acme', 'u-1'), userId: younger },
        ],
      });
      expect(await everyone()).toEqual(before);
      expect(await subject.registry.history(older)).toHaveLength(2);
    });

    it('merges a user without accounts too, and says so', async () => {
      const [older, younger] = await twoUsers();
      await subject.registry.unlink(older, chakra('c-1'), UNLINKED);
      await subject.registry.linkOrMerge(older, haptik('a1'), LINKED);
      const newest = await subject.newUser(tract('h-1'));
      await subject.registry.unlink(newest.userId, tract('h-1'), UNLINKED);
      await subject.registry.linkOrMerge(newest.userId, haptik('a1'), LINKED);
      const user = await byId(newest.userId);
      expect(user).toMatchObject({ id: older, formerIds: [younger, newest.userId] });
      const [row] = await subject.registry.history(newest.userId);
      expect(row).toMatchObject({ kind: 'MERGE', otherUserId: newest.userId });
    });

    it('refuses a user who does not exist', async () => {
      await twoUsers();
      const nobody = subject.registry.linkOrMerge('user_nobody', haptik('a1'), LINKED);
      await expect(nobody).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  describe('undoing a merge', () => {
    it.each([
      ['an account that was moved', haptik('a1'), 0] as const,
      ['another account that was moved', emeritus('acme', 'u-1'), 0] as const,
    ])('restores everything by %s', async (_, account, without) => {
      const users = await twoUsers();
      const before = await everyone();
      await subject.registry.linkOrMerge(users[0], haptik('a1'), LINKED);
      const undone = await subject.registry.unlink(users[0], account, UNLINKED);
      expect(undone).toEqual({ kind: 'unmerged', cancelled: [], userId: users[without] });
      expect(await everyone()).toEqual(before);
    });

    it('is left where an account is to go alone', async () => {
      const [older, younger] = await twoUsers();
      await subject.registry.linkOrMerge(older, haptik('a1'), LINKED);
      const account = emeritus('acme', 'u-1');
      const undone = await subject.registry.unlink(older, account, UNLINKED, true);
      expect(undone).toEqual({ kind: 'unlinked', cancelled: [], userId: older });
      const user = await byId(younger);
      expect(user).toMatchObject({ id: older, formerIds: [younger] });
      expect(user?.accounts.map(({ ref }) => ref)).toEqual(['c-1', 'a1']);
      const again = await subject.registry.unlink(older, haptik('a1'), UNLINKED);
      expect(again).toMatchObject({ kind: 'unmerged' });
      expect((await byId(younger))?.accounts.map(({ ref }) => ref)).toEqual(['a1']);
    });

    it('restores everything by the account that the merge was made for', async () => {
      const [older, younger] = await twoUsers();
      const before = await everyone();
      await subject.registry.linkOrMerge(younger, chakra('c-1'), LINKED);
      const undone = await subject.registry.unlink(younger, chakra('c-1'), UNLINKED);
      expect(undone).toEqual({ kind: 'unmerged', cancelled: [], userId: younger });
      expect(await everyone()).toEqual(before);
      const gone = await subject.registry.unlink(older, chakra('c-1'), UNLINKED);
      expect(gone).toEqual({ kind: 'unlinked', cancelled: [], userId: older });
    });

    it('leaves with the survivor what was linked since', async () => {
      const [older, younger] = await twoUsers();
      await subject.registry.linkOrMerge(older, haptik('a1'), LINKED);
      await subject.registry.link(younger, tract('h-1'), LINKED);
      await subject.registry.recordWrite(
        (await subject.userOf(haptik('a1')))?.accounts.find(ofHaptik)?.id ?? '',
        { email: 'b@c.de' },
      );
      await subject.registry.unlink(older, haptik('a1'), UNLINKED);
      const [asha, boris] = await everyone();
      expect(asha && refs(asha)).toEqual(['c-1', 'h-1']);
      expect(boris && refs(boris)).toEqual(['a1', 'u-1']);
      expect(boris?.accounts[0]?.lastWrite?.record).toEqual({ name: 'B', email: 'b@c.de' });
      expect(boris?.id).toBe(younger);
    });

    it('undoes merges of merged users one by one', async () => {
      const zoe = (await subject.newUser(tract('h-1'))).userId;
      const [older, younger] = await twoUsers();
      const first = await everyone();
      await subject.registry.linkOrMerge(older, haptik('a1'), LINKED);
      const second = await everyone();
      await subject.registry.linkOrMerge(zoe, chakra('c-1'), LINKED);
      expect((await byId(younger))?.id).toBe(zoe);
      expect((await byId(older))?.formerIds.toSorted()).toEqual([older, younger].toSorted());

      const outer = await subject.registry.unlink(younger, haptik('a1'), UNLINKED);
      expect(outer).toEqual({ kind: 'unmerged', cancelled: [], userId: zoe });
      expect(await everyone()).toEqual(second);
      const inner = await subject.registry.unlink(younger, haptik('a1'), UNLINKED);
      expect(inner).toEqual({ kind: 'unmerged', cancelled: [], userId: older });
      expect(await everyone()).toEqual(first);
    });
  });
}

const ofHaptik = ({ backend }: AccountRow): boolean => backend === 'HAPTIK';
