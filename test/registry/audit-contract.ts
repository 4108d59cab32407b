import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkAnswers } from '../../src/operations/complete.ts';
import type { AuditQuery, AuditRecord, BoundRegistry } from '#registry';
import { creation, done, HAPTIK, step } from './operations-contract.ts';

const CHAKRA = { backend: 'CHAKRA', scope: '', ref: 'c-1' } as const;
const LINK = { kind: 'LINK', actor: 'alice', evidence: 'linkAccount' } as const;
const UNLINK = { kind: 'UNLINK', actor: 'bob', evidence: 'unlinkAccount' } as const;

const ALL: AuditQuery = {
  caller: null,
  action: null,
  userId: null,
  operationId: null,
  since: null,
  until: null,
};
const NEWEST = { limit: 100, direction: 'older', beyond: null } as const;

const told = (more: Partial<AuditRecord> = {}): AuditRecord => ({
  caller: 'alice',
  action: 'FORBIDDEN',
  userId: null,
  accounts: [],
  operationId: null,
  outcomes: [],
  code: 'FORBIDDEN',
  detail: 'users:write',
  ...more,
});

/** What the audit of every registry owes. `open` makes a fresh, empty one for each test. */
export function auditContract(name: string, open: () => Promise<BoundRegistry>): void {
  describe(`${name} as an audit`, () => {
    let registry: BoundRegistry;
    beforeEach(async () => {
      registry = await open();
    });
    afterEach(async () => registry.close());

    const entries = async (query: Partial<AuditQuery> = {}) =>
      registry.audit.page({ ...ALL, ...query }, NEWEST);
    const newPerson = async (): Promise<string> => {
      const result = await registry.link(null, HAPTIK, LINK);
      return result.account.userId;
    };

    it('keeps what it is told, with the time of the database, newest first and in pages', async () => {
      for (const detail of ['one', 'two', 'three']) {
        await registry.audit.record([told({ detail })]);
      }
      const all = await entries();
      expect(all.map(({ detail }) => detail)).toEqual(['three', 'two', 'one']);
      expect(Math.abs(Date.parse(all[0]?.at ?? '') - registry.operations.now())).toBeLessThan(
        60_000,
      );
      const beyond = all[0]?.id ?? null;
      const rest = await registry.audit.page(ALL, { ...NEWEST, beyond, limit: 1 });
      expect(rest.map(({ detail }) => detail)).toEqual(['two']);
    });

    it('finds entries by caller, action, user, operation and time', async () => {
      const userId = 'user_01h455vb4pex5vsknk084sn02q';
      await registry.audit.record([told(), told({ caller: 'bob', action: 'UPDATE_USER', userId })]);
      await registry.audit.record([told({ operationId: 'oper_x' })]);
      expect(await entries({ caller: 'bob' })).toHaveLength(1);
      expect(await entries({ action: 'UPDATE_USER' })).toHaveLength(1);
      expect(await entries({ userId })).toHaveLength(1);
      expect(await entries({ operationId: 'oper_x' })).toHaveLength(1);
      expect(await entries({ caller: 'bob', operationId: 'oper_x' })).toHaveLength(0);
      expect(await entries({ since: '2999-01-01T00:00:00.000Z' })).toHaveLength(0);
      expect(await entries({ until: '2000-01-01T00:00:00.000Z' })).toHaveLength(0);
      expect(await entries({ since: '2000-01-01T00:00:00.000Z' })).toHaveLength(3);
    });

    it('has an operation when it ends, with what each backend did, and no retry that changed nothing', async () => {
      const lease = { owner: 'run', ms: 60_000 };
      const begun = await registry.operations.begin(creation({ steps: [step] }), lease);
      const { id } = begun.operation;
      const claim = { id, lease };
      const pending = { status: 'PENDING', account: null, error: null } as const;
      const waits = async () =>
        registry.operations.complete(claim, async () =>
          done({ state: 'WAITING', steps: [{ position: 0, state: 'SENT', outcome: pending }] }),
        );
      await waits();
      await registry.operations.claim(claim);
      await waits();
      await registry.operations.claim(claim);
      await registry.operations.answered(claim, 0, {
        account: HAPTIK,
        existed: false,
        written: null,
      });
      const after = await registry.operations.complete(claim, async (operation, scope) =>
        done(await linkAnswers(operation, scope)),
      );
      const [created, waiting, ...others] = await entries({ operationId: id });
      expect(others).toEqual([]);
      expect(waiting).toMatchObject({ outcomes: [{ backend: 'HAPTIK', status: 'PENDING' }] });
      expect(created).toMatchObject({
        caller: 'alice',
        action: 'CREATE_USER',
        userId: after.userId,
        outcomes: [{ backend: 'HAPTIK', status: 'CREATED' }],
        accounts: [{ backend: 'HAPTIK', scope: '', ref: 'a1' }],
        code: null,
      });
    });

    it('has an operation once, also when it is taken over after it was done', async () => {
      const lease = { owner: 'run', ms: 60_000 };
      const { operation } = await registry.operations.begin(creation({ steps: [] }), lease);
      const claim = { id: operation.id, lease };
      await registry.operations.complete(claim, async () => done());
      await registry.operations.claim(claim);
      await registry.operations.complete(claim, async () => done());
      expect(await entries({ operationId: operation.id })).toHaveLength(1);
    });

    it('has every link and unlinking, also those that are refused', async () => {
      const userId = await newPerson();
      await registry.linkOrMerge(userId, CHAKRA, LINK);
      await registry.linkOrMerge(userId, { ...CHAKRA, ref: 'c-2' }, LINK);
      await registry.unlink(userId, CHAKRA, UNLINK);
      await registry.unlink(userId, CHAKRA, UNLINK);
      const all = await entries();
      expect(all.map(({ caller, action, code }) => [caller, action, code])).toEqual([
        ['bob', 'UNLINK_ACCOUNT', 'NOT_FOUND'],
        ['bob', 'UNLINK_ACCOUNT', null],
        ['alice', 'LINK_ACCOUNT', 'CONFLICT'],
        ['alice', 'LINK_ACCOUNT', null],
      ]);
      expect(all[3]?.outcomes).toEqual([{ backend: 'CHAKRA', status: 'UPDATED' }]);
    });

    it('keeps the same keyed hash of an account, and no identifier', async () => {
      await registry.audit.record([
        told({ accounts: [HAPTIK] }),
        told({ accounts: [HAPTIK, CHAKRA] }),
      ]);
      const [second, first] = await entries();
      expect(first?.accounts[0]).toEqual({ ...second?.accounts[0], ref: null });
      expect(first?.accounts[0]).toMatchObject({ ref: null, digest: expect.any(String) });
      expect(second?.accounts[0]?.digest).not.toBe(second?.accounts[1]?.digest);
      expect(first?.accounts[0]?.digest).toMatch(/^[\w-]{43}$/);
    });

    it('has a change of the binding, with its operator and the variables', async () => {
      const part = {
        backend: 'HAPTIK',
        variable: 'HAPTIK_URL',
        value: 'https://a',
        shown: 'a',
      } as const;
      await registry.bindings.bind([part], 'facet');
      await registry.bindings.rebind([{ ...part, value: 'https://b' }], 'olga', () => {
        throw new Error('There is no open step.');
      });
      expect(await entries()).toMatchObject([
        { caller: 'olga', action: 'REBIND', detail: 'HAPTIK_URL' },
      ]);
    });

    it('forgets what is too old, and nothing else', async () => {
      await registry.audit.record([told(), told()]);
      expect(await registry.audit.sweep(60_000)).toBe(0);
      expect(await entries()).toHaveLength(2);
      expect(await registry.audit.sweep(-60_000)).toBe(2);
      expect(await entries()).toEqual([]);
    });
  });
}
