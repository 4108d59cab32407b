import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeaseLostError } from '#registry';
import type { DurableRegistry, Lease, OperationRow } from '#registry';
import type { NewOperation } from '../../src/registry/operation-log.ts';
import { HAPTIK, creation, done, skipped, step } from './operations-contract.ts';

/** What the log of every registry owes in the middle of a drive. */
export function advanceContract(name: string, open: () => Promise<DurableRegistry>): void {
  describe(`${name} as a log of operations that advance`, () => {
    let registry: DurableRegistry;
    beforeEach(async () => {
      registry = await open();
    });
    afterEach(async () => registry.close());

    const mine: Lease = { owner: 'me', ms: 60_000 };
    const yours: Lease = { owner: 'you', ms: 60_000 };
    const begin = async (more: Partial<NewOperation> = {}): Promise<OperationRow> =>
      (await registry.operations.begin(creation(more), mine)).operation;
    const claimOf = ({ id }: OperationRow, lease = mine) => ({ id, lease });

    it('links in the middle of a drive, and notes what is sent next, in one transaction', async () => {
      const operation = await begin({ steps: [skipped, { ...step, deferred: 'issued' }] });
      const outcome = { status: 'EXISTED', account: HAPTIK, error: null } as const;
      const advance = await registry.operations.advance(
        claimOf(operation),
        async (fresh, { link, openOn }) => {
          expect(fresh.steps[1]).toMatchObject({ state: 'INTENT', deferred: 'issued' });
          const cause = { kind: 'CREATE', actor: 'alice', evidence: 'createUser' } as const;
          const { userId } = (await link(null, HAPTIK, cause)).account;
          expect(await openOn([userId])).toEqual([]);
          return { userId, steps: [{ position: 0, state: 'DONE', outcome }], sent: [1] };
        },
      );
      const after = await registry.operations.find(operation.id);
      expect(after).toMatchObject({ state: 'RUNNING', userId: advance.userId, finishedAt: null });
      expect(after?.steps).toMatchObject([
        { state: 'DONE', outcome },
        {
          state: 'SENT',
          attempts: 1,
          deferred: 'issued',
          sentAt: expect.stringMatching(/^\d{4}-/),
        },
      ]);
      const [user] = await registry.find([{ by: 'key', ...HAPTIK }]);
      expect(user?.id).toBe(advance.userId);
      const nothing = { userId: null, steps: [], sent: [] };
      const yourClaim = claimOf(operation, yours);
      await expect(registry.operations.advance(yourClaim, async () => nothing)).rejects.toThrow(
        LeaseLostError,
      );
    });

    it('tells who else is at work on a user', async () => {
      const [one, two, three] = [await begin({ userId: 'user_1' }), await begin(), await begin()];
      await registry.operations.complete(claimOf(three), async () => done({ userId: 'user_1' }));
      await registry.operations.advance(claimOf(two), async (_fresh, { openOn }) => {
        expect((await openOn(['user_1'])).map(({ id }) => id)).toEqual([one.id]);
        return { userId: 'user_1', steps: [], sent: [] };
      });
      await registry.operations.complete(claimOf(one), async (_fresh, { openOn }) => {
        expect((await openOn(['user_1'])).map(({ id }) => id)).toEqual([one.id, two.id]);
        return done({ userId: 'user_1' });
      });
    });
  });
}
