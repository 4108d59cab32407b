import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeaseLostError } from '#registry';
import type { Completion, DurableRegistry, Lease, NewStep, OperationRow } from '#registry';
import type { NewOperation } from '../../src/registry/operation-log.ts';

export const HAPTIK = { backend: 'HAPTIK', scope: '', ref: 'a1' } as const;

export const step: NewStep = {
  backend: 'HAPTIK',
  write: 'create',
  state: 'INTENT',
  request: { auth_id: 'a1', custom_data: { n: 1 } },
  needsSecret: true,
  account: HAPTIK,
  deferred: null,
  follows: null,
  owner: null,
  fields: null,
  parts: { stored: [['displayName']], notStored: [{ path: ['location', 'city'], reason: 'No.' }] },
  outcome: null,
};

export const skipped: NewStep = {
  ...step,
  backend: 'EMERITUS',
  write: 'owner',
  state: 'DONE',
  needsSecret: false,
  account: null,
  owner: { owner: 'o', change: 'ADD' },
  outcome: { status: 'SKIPPED', account: null, error: null },
};

export const creation = (more: Partial<NewOperation> = {}): NewOperation => ({
  caller: 'alice',
  mutation: 'createUser',
  key: null,
  fingerprint: 'f',
  userId: null,
  keepMs: 86_400_000,
  steps: [step, skipped],
  ...more,
});

/** Asked each time: a run of all tests may take longer than that. */
const soon = (): string => new Date(Date.now() + 300_000).toISOString();
const PAST = '2000-01-01T00:00:00.000Z';

export const done = (more: Partial<Completion> = {}): Completion => ({
  userId: null,
  steps: [],
  state: 'DONE',
  dueAt: soon(),
  waits: 1,
  ...more,
});

/** What the log of every registry owes: a fresh, empty registry for each test, which `open` makes. */
export function operationsContract(name: string, open: () => Promise<DurableRegistry>): void {
  describe(`${name} as a log of operations`, () => {
    let registry: DurableRegistry;
    beforeEach(async () => {
      registry = await open();
    });
    afterEach(async () => registry.close());

    const mine: Lease = { owner: 'me', ms: 60_000 };
    const yours: Lease = { owner: 'you', ms: 60_000 };
    const short: Lease = { owner: 'short', ms: 0 };
    const begin = async (more: Partial<NewOperation> = {}, lease = mine): Promise<OperationRow> =>
      (await registry.operations.begin(creation(more), lease)).operation;
    const claimOf = ({ id }: OperationRow, lease = mine) => ({ id, lease });

    it('keeps one secret for keyed hashes', async () => {
      const key = await registry.operations.hashKey();
      expect(key).toMatch(/^[0-9a-f]{64}$/);
      expect(await registry.operations.hashKey()).toBe(key);
    });

    it('keeps an operation with its steps', async () => {
      const begun = await registry.operations.begin(creation({ key: 'k' }), mine);
      expect(begun).toMatchObject({
        kind: 'begun',
        operation: {
          ...creation({ key: 'k', steps: [] }),
          id: expect.stringMatching(/^oper_/),
          state: 'RUNNING',
          waits: 0,
          finishedAt: null,
          steps: [
            { ...step, position: 0, attempts: 0, sentAt: null, answer: null },
            { ...skipped, position: 1, attempts: 0, sentAt: null, answer: null },
          ],
        },
      });
      const { operation } = begun;
      expect(await registry.operations.find(operation.id)).toEqual(operation);
      expect(await registry.operations.findByKey('alice', 'createUser', 'k')).toEqual(operation);
      expect(await registry.operations.find('oper_nothing')).toBeNull();
    });

    it('begins once for a caller, a mutation and a key, also when they come at once', async () => {
      const begun = await Promise.all(
        Array.from({ length: 5 }, async () =>
          registry.operations.begin(creation({ key: 'k' }), mine),
        ),
      );
      expect(begun.map(({ kind }) => kind).toSorted()).toEqual([
        'begun',
        ...Array(4).fill('found'),
      ]);
      expect(new Set(begun.map(({ operation }) => operation.id)).size).toBe(1);
      const [operation] = begun.map((one) => one.operation);
      for (const other of [{ caller: 'bob' }, { mutation: 'updatePool' } as const, { key: 'l' }]) {
        expect((await begin({ key: 'k', ...other })).id).not.toBe(operation?.id);
      }
      expect((await begin()).id).not.toBe((await begin()).id);
    });

    it('notes what was sent and answered, and counts the attempts', async () => {
      const operation = await begin();
      const claim = claimOf(operation);
      expect(await registry.operations.sent(claim, 0)).toBe(true);
      await registry.operations.sent(claim, 0);
      // The one before was not made.
      await registry.operations.sent(claim, 0, { isAgain: true });
      const answer = { account: HAPTIK, existed: false, written: { name: 'A' } };
      await registry.operations.answered(claim, 0, answer);
      const now = await registry.operations.find(operation.id);
      expect(now?.steps[0]).toMatchObject({ state: 'ANSWERED', attempts: 2, answer });
      expect(now?.steps[0]?.sentAt).toMatch(/^\d{4}-/);
      expect(now?.steps[1]).toEqual(operation.steps[1]);
    });

    it('lets one process at a time drive, until its lease has ended', async () => {
      const operation = await begin();
      expect(await registry.operations.claim(claimOf(operation, yours))).toBeNull();
      await registry.operations.renew({ id: operation.id, lease: { ...mine, ms: 0 } });
      const claimed = await registry.operations.claim(claimOf(operation, yours));
      expect(claimed).toMatchObject({ id: operation.id, state: 'RUNNING' });
      const answer = { account: HAPTIK, existed: true, written: null };
      const lost = [
        () => registry.operations.renew(claimOf(operation)),
        () => registry.operations.sent(claimOf(operation), 0),
        () => registry.operations.answered(claimOf(operation), 0, answer),
        () => registry.operations.complete(claimOf(operation), async () => done()),
      ];
      for (const act of lost) await expect(act()).rejects.toThrow(LeaseLostError);
      expect((await registry.operations.find(operation.id))?.steps).toEqual(operation.steps);
    });

    it('ends a drive with links, outcomes and state in one transaction', async () => {
      const operation = await begin();
      const dueAt = soon();
      const outcome = { status: 'CREATED', account: HAPTIK, error: null } as const;
      const ended = await registry.operations.complete(
        claimOf(operation),
        async (fresh, { link }) => {
          expect(fresh.steps).toEqual(operation.steps);
          const cause = { kind: 'CREATE', actor: 'alice', evidence: 'createUser' } as const;
          const { account } = await link(null, { ...HAPTIK, written: { name: 'A' } }, cause);
          const steps = [{ position: 0, state: 'DONE', outcome } as const];
          return done({ userId: account.userId, steps, dueAt });
        },
      );
      const [user] = await registry.find([{ by: 'key', ...HAPTIK }]);
      expect(ended).toMatchObject({ state: 'DONE', userId: user?.id, dueAt });
      expect(ended.finishedAt).toMatch(/^\d{4}-/);
      expect(ended.steps[0]).toMatchObject({ state: 'DONE', outcome, request: {} });
      expect(user?.accounts[0]?.lastWrite?.record).toEqual({ name: 'A' });
    });

    it('undoes the links when the drive cannot be ended', async () => {
      const operation = await begin();
      const broken = registry.operations.complete(claimOf(operation), async (_fresh, { link }) => {
        await link(null, HAPTIK, { kind: 'CREATE', actor: 'a', evidence: 'createUser' });
        throw new Error('It broke.');
      });
      await expect(broken).rejects.toThrow('It broke.');
      expect(await registry.find([{ by: 'key', ...HAPTIK }])).toEqual([]);
      expect((await registry.operations.find(operation.id))?.state).toBe('RUNNING');
    });

    it('hands out what is due, the longest due first, and nothing else', async () => {
      // Each on an account of its own: what is over wakes others on the same one.
      let made = 0;
      const beginElsewhere = async (lease = mine): Promise<OperationRow> => {
        made += 1;
        const steps = [{ ...step, account: { ...HAPTIK, ref: `a${made}` } }];
        return (await registry.operations.begin(creation({ steps }), lease)).operation;
      };
      await beginElsewhere();
      const dead = await beginElsewhere(short);
      const waiting = await beginElsewhere();
      await registry.operations.complete(claimOf(waiting), async () =>
        done({ state: 'WAITING', dueAt: PAST }),
      );
      const later = await beginElsewhere();
      await registry.operations.complete(claimOf(later), async () => done({ state: 'WAITING' }));
      const ended = await beginElsewhere();
      await registry.operations.complete(claimOf(ended), async () => done({ dueAt: PAST }));
      const [first] = await registry.operations.claimDue(yours, 1);
      expect(first).toMatchObject({ id: waiting.id, waits: 1 });
      expect(await registry.operations.claimDue(yours, 1)).toMatchObject([{ id: dead.id }]);
      expect(await registry.operations.claimDue(yours, 1)).toEqual([]);
    });

    it('tells what others may still send to the same accounts, whoever their users are, oldest first', async () => {
      const { operations } = registry;
      const first = await begin();
      await begin({ steps: [{ ...step, account: { ...HAPTIK, ref: 'a2' } }] });
      await begin({ steps: [{ ...step, state: 'DONE' }] });
      const second = await begin({ userId: 'user_1', steps: [skipped, step] });
      const beside = async (operation: OperationRow) =>
        (await operations.beside(operation)).map(({ operation: { id } }) => id);
      expect(await beside(first)).toEqual([second.id]);
      expect(await beside(second)).toEqual([first.id]);
      const third = await begin();
      expect(await beside(third)).toEqual([first.id, second.id]);
      const outcome = { status: 'FAILED', account: null, error: null } as const;
      await operations.complete(claimOf(first), async () =>
        done({ steps: [{ position: 0, state: 'DONE', outcome }] }),
      );
      expect(await beside(third)).toEqual([second.id]);
    });

    it('wakes what waited behind an operation that is done', async () => {
      const one = await begin({ userId: 'user_1' });
      const two = await begin({ userId: 'user_1' });
      await registry.operations.complete(claimOf(two), async () =>
        done({ userId: 'user_1', state: 'WAITING' }),
      );
      expect(await registry.operations.claimDue(yours, 1)).toEqual([]);
      await registry.operations.complete(claimOf(one), async () => done({ userId: 'user_1' }));
      expect(await registry.operations.claimDue(yours, 1)).toMatchObject([{ id: two.id }]);
    });

    it('takes steps up again', async () => {
      const operation = await begin();
      const error = {
        code: 'RATE_LIMITED',
        message: 'Later.',
        backendMessage: null,
        backendCode: '429',
        retryable: true,
        retryAfter: 7,
      } as const;
      const outcome = { status: 'FAILED', account: null, error, resumable: true } as const;
      await registry.operations.settled(claimOf(operation), {
        position: 0,
        state: 'DONE',
        outcome,
      });
      const ended = await registry.operations.complete(claimOf(operation), async () => done());
      expect(ended.steps[0]).toMatchObject({ state: 'DONE', outcome, request: step.request });
      const reopened = await registry.operations.claim(claimOf(operation, yours), true);
      expect(reopened).toMatchObject({ state: 'RUNNING' });
      expect(reopened?.steps[0]).toMatchObject({ state: 'INTENT', outcome: null });
    });

    it('forgets what is done and expired, and only that', async () => {
      const expired = await begin({ key: 'old' });
      await registry.operations.complete(claimOf(expired), async () => done({ dueAt: PAST }));
      const kept = await begin({ key: 'new' });
      await registry.operations.complete(claimOf(kept), async () => done());
      const unfinished = await begin({}, short);
      expect(await registry.operations.findByKey('alice', 'createUser', 'old')).toBeNull();
      expect(await registry.operations.sweep()).toBe(1);
      expect(await registry.operations.find(expired.id)).toBeNull();
      expect(await registry.operations.find(kept.id)).not.toBeNull();
      expect(await registry.operations.find(unfinished.id)).not.toBeNull();
    });

    it('takes an expired key for a new one before it is swept', async () => {
      const expired = await begin({ key: 'k' });
      await registry.operations.complete(claimOf(expired), async () => done({ dueAt: PAST }));
      const fresh = await begin({ key: 'k' });
      expect(fresh.id).not.toBe(expired.id);
      expect(await registry.operations.find(expired.id)).toBeNull();
    });

    it('says that nothing was done when it is closed', async () => {
      await registry.close();
      const refused = { code: 'REGISTRY_UNAVAILABLE' };
      await expect(begin()).rejects.toMatchObject(refused);
      await expect(registry.operations.find('x')).rejects.toMatchObject(refused);
    });
  });
}
