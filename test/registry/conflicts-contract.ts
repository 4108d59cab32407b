import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DurableRegistry, NewStep, AccountRow } from '#registry';
import { creation, done, step } from './operations-contract.ts';

const CAUSE = { kind: 'CREATE', actor: 'alice', evidence: 'createUser' } as const;
const at = (ref: string) => ({ backend: 'EMERITUS', scope: 'corp', ref }) as const;

/** What every registry makes of answers that do not fit the links. */
export function conflictsContract(name: string, open: () => Promise<DurableRegistry>): void {
  describe(`${name} with answers that do not fit`, () => {
    let registry: DurableRegistry;
    beforeEach(async () => {
      registry = await open();
    });
    afterEach(async () => registry.close());

    /** A creation of `userId` that is done, answered with `ref`. */
    async function answered(userId: string | null, ref: string, more: Partial<NewStep> = {}) {
      const { operations } = registry;
      const lease = { owner: 'me', ms: 60_000 };
      const steps = [{ ...step, backend: 'EMERITUS', account: null, ...more } as const];
      const { operation } = await operations.begin(creation({ steps }), lease);
      const claim = { id: operation.id, lease };
      await operations.answered(claim, 0, { account: at(ref), existed: true, written: null });
      const outcome = { status: 'EXISTED', account: null, error: null } as const;
      await operations.complete(claim, async () =>
        done({ userId, steps: [{ position: 0, state: 'DONE', outcome }] }),
      );
    }

    const newUser = async (ref: string): Promise<AccountRow> =>
      (await registry.link(null, at(ref), CAUSE)).account;

    const conflicts = async ({ id }: AccountRow) => registry.conflicts([id]);

    it('notes another user’s account, once, in the history of both and at both accounts', async () => {
      const [mine, theirs] = [await newUser('mine'), await newUser('theirs')];
      await answered(mine.userId, 'theirs');
      await answered(mine.userId, 'theirs');
      expect(await conflicts(mine)).toEqual([]);
      const noted = await registry.operations.noteConflicts();
      const conflict = {
        account: at('theirs'),
        userId: mine.userId,
        holderId: theirs.userId,
        at: expect.stringMatching(/^\d{4}-/),
        evidence: 'createUser',
      };
      expect(noted).toEqual([conflict]);
      await answered(mine.userId, 'theirs');
      expect(await registry.operations.noteConflicts()).toEqual([]);
      expect(await registry.conflicts([mine.id, theirs.id])).toEqual(
        expect.arrayContaining([
          { ...conflict, accountId: mine.id },
          { ...conflict, accountId: theirs.id },
        ]),
      );
      for (const { userId } of [mine, theirs]) {
        const rows = await registry.history(userId);
        expect(rows.filter(({ kind }) => kind === 'CONFLICT')).toMatchObject([
          { userId: mine.userId, otherUserId: theirs.userId, account: at('theirs') },
        ]);
      }
    });

    it('notes an account that nobody holds when the user has another one in its place', async () => {
      const mine = await newUser('mine');
      await answered(mine.userId, 'loose');
      expect(await registry.operations.noteConflicts()).toMatchObject([{ holderId: null }]);
      expect(await conflicts(mine)).toMatchObject([{ account: at('loose'), holderId: null }]);
    });

    it('notes nothing that fits, and nothing that is not a creation or not done', async () => {
      const [mine, theirs] = [await newUser('mine'), await newUser('theirs')];
      await answered(mine.userId, 'mine');
      await answered(null, 'theirs');
      await answered(mine.userId, 'theirs', { write: 'update' });
      const other = await registry.link(null, { ...at('x'), backend: 'HAPTIK' }, CAUSE);
      await answered(other.account.userId, 'of-nobody');
      expect(await registry.operations.noteConflicts()).toEqual([]);
      expect(await registry.conflicts([mine.id, theirs.id])).toEqual([]);
    });

    it('shows one only as long as it stands, also of users who were merged', async () => {
      const [mine, theirs] = [await newUser('mine'), await newUser('theirs')];
      const haptik = { backend: 'HAPTIK', scope: '', ref: 'a' } as const;
      const { account } = await registry.link(null, haptik, CAUSE);
      await answered(account.userId, 'theirs');
      await answered(mine.userId, 'theirs');
      await registry.operations.noteConflicts();
      expect(await conflicts(theirs)).toHaveLength(2);
      await registry.linkOrMerge(theirs.userId, haptik, { ...CAUSE, kind: 'LINK' });
      expect(await conflicts(theirs)).toMatchObject([{ userId: mine.userId }]);
      await registry.unlink(mine.userId, at('mine'), { ...CAUSE, kind: 'UNLINK' });
      expect(await conflicts(theirs)).toHaveLength(1);
      await registry.linkOrMerge(mine.userId, at('theirs'), { ...CAUSE, kind: 'LINK' });
      expect(await conflicts(theirs)).toEqual([]);
    });

    it('is noted by one of several who look at once', async () => {
      const [mine] = [await newUser('mine'), await newUser('theirs')];
      for (let count = 0; count < 3; count += 1) await answered(mine.userId, 'theirs');
      const looks = Array.from({ length: 6 }, async () => registry.operations.noteConflicts());
      expect((await Promise.all(looks)).flat()).toHaveLength(1);
    });
  });
}
