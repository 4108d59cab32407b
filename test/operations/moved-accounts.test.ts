import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { newPostgresUrl } from '../registry/databases.ts';
import { QUICK, finished, mutate, person } from './operations.ts';
import type { Payload } from './operations.ts';

const key = (): string => crypto.randomUUID();

/** Two people: the older has nothing but a record at VOLT_MX, the younger the accounts that move. */
interface People {
  readonly older: string;
  readonly younger: string;
  readonly authId: string;
  readonly entity: string;
}

/** A change of one thing at one backend: what it asks for, and what the backend was told of it, in order. */
interface Change {
  readonly mutation: string;
  readonly write: string;
  readonly backend: 'HAPTIK' | 'EMERITUS';
  readonly input: (value: string) => object;
  readonly told: (body: unknown) => unknown;
}

const CHANGES: readonly Change[] = [
  {
    mutation: 'updateUser',
    write: 'updateUser',
    backend: 'HAPTIK',
    input: (displayName) => ({ set: { displayName } }),
    told: (body) => Object(body).name,
  },
  {
    mutation: 'updatePool',
    write: 'updatePool',
    backend: 'EMERITUS',
    input: (pool) => ({ pool }),
    told: (body) => Object(body).pool,
  },
  {
    mutation: 'updateOwners',
    write: 'updateOwner',
    backend: 'EMERITUS',
    input: (value) => (value === 'old' ? { add: ['o1'] } : { remove: ['o1'] }),
    told: (body) => (Object(body).event_type === 'add' ? 'old' : 'new'),
  },
];

const DATABASES = [
  { database: 'SQLite', urlOf: async () => '', isSlow: false },
  { database: 'PostgreSQL', urlOf: newPostgresUrl, isSlow: true },
];

describe.each(DATABASES)('on $database', ({ urlOf, isSlow }) => {
  let facet: TestFacet;

  beforeAll(async () => {
    const url = await urlOf();
    const database = url === '' ? {} : { DATABASE_URL: url };
    facet = await startTestFacet({ environment: { ...QUICK, ...database } });
  });
  afterAll(async () => facet.close());
  beforeEach(() => facet.sandbox.reset());

  /** A busy machine may take a backend for silent. */
  async function created(input: object): Promise<Payload> {
    const keyed = { ...input, idempotencyKey: key() };
    for (;;) {
      const payload = await mutate(facet.url, 'createUser', keyed);
      const isDone = payload.operation?.state === 'DONE';
      if (isDone && payload.outcomes.every(({ status }) => status !== 'FAILED')) return payload;
    }
  }

  async function twoPeople(): Promise<People> {
    const { haptik, haptikTract: _tract, phone: _phone, ...rest } = person();
    const { haptik: _haptik, haptikTract: _hook, phone, ...other } = person();
    const one = { ...other, phone, backends: ['VOLT_MX'] };
    const two = { ...rest, haptik, backends: ['HAPTIK', 'EMERITUS'] };
    const older = await created(one);
    const younger = await created(two);
    const refOf = (place: string) =>
      younger.outcomes.find(({ backend }) => backend === place)?.account?.ref ?? '';
    facet.sandbox.resetLogs();
    return {
      older: older.user?.id ?? '',
      younger: younger.user?.id ?? '',
      authId: refOf('HAPTIK'),
      entity: refOf('EMERITUS'),
    };
  }

  const accountOf = ({ authId, entity }: People, { backend }: Change) =>
    backend === 'HAPTIK' ? { authId } : { emeritus: { userId: entity } };

  const links = async (name: 'linkAccount' | 'unlinkAccount', id: string, account: object) => {
    const type = name === 'linkAccount' ? 'LinkAccountInput' : 'UnlinkAccountInput';
    const cancelled =
      name === 'linkAccount' ? '' : 'cancelledOperations { id outcomes { status error { code } } }';
    const { data, text } = await facet.query(
      `mutation ($input: ${type}!) { ${name}(input: $input) {
        user { id history(first: 9) { nodes { kind evidence } } } errors { code } ${cancelled} } }`,
      { input: { user: { id }, account } },
    );
    const payload = data?.[name] as unknown as {
      readonly errors: readonly unknown[];
      readonly cancelledOperations?: readonly { readonly id: string }[];
      readonly user: { readonly history: { readonly nodes: readonly unknown[] } };
    };
    if (!payload) throw new Error(text);
    expect(payload.errors).toEqual([]);
    return payload;
  };

  const change = async (id: string, { mutation, input }: Change, value: string): Promise<Payload> =>
    mutate(facet.url, mutation, { user: { id }, ...input(value), idempotencyKey: key() });

  const statusAt = ({ backend, mutation }: Change, { outcomes }: Pick<Payload, 'outcomes'>) =>
    mutation === 'updateOwners'
      ? outcomes[0]
      : outcomes.find((outcome) => outcome.backend === backend);

  const told = ({ backend, write, told: of }: Change) =>
    facet.sandbox
      .backend(backend)
      .requests()
      .filter(({ operation }) => operation === write)
      .map(({ body }) => of(body));

  /** The account's person changes in one of these ways, and the one who has it then makes a newer change. */
  const MOVES: Readonly<
    Record<
      string,
      (people: People, change: Change) => Promise<{ before: string; move: () => Promise<string> }>
    >
  > = {
    'by a merge': async (people, one) => ({
      before: people.younger,
      move: async () => {
        await links('linkAccount', people.older, accountOf(people, one));
        return people.older;
      },
    }),
    'by being unlinked and linked': async (people, one) => ({
      before: people.younger,
      move: async () => {
        await links('unlinkAccount', people.younger, accountOf(people, one));
        await links('linkAccount', people.older, accountOf(people, one));
        return people.older;
      },
    }),
    'by the undoing of a merge': async (people, one) => {
      await links('linkAccount', people.older, accountOf(people, one));
      return {
        before: people.older,
        move: async () => {
          await links('unlinkAccount', people.older, accountOf(people, one));
          return people.younger;
        },
      };
    },
  };

  const FAILURES = {
    'was not answered': faults.hang(),
    'may have been taken': faults.status(500),
    'was taken without an answer': faults.lostAnswer(),
  };

  const all = CHANGES.flatMap((one, first) =>
    Object.entries(MOVES).flatMap(([way, start], second) =>
      Object.entries(FAILURES).map(([failure, fault], third) => ({
        one,
        mutation: one.mutation,
        way,
        start,
        failure,
        fault,
        sum: first + second + third,
      })),
    ),
  );
  // Where databases take longer, each two of these meet, and not each three.
  it.each(all.filter(({ sum }) => !isSlow || sum % 3 === 0))(
    '$mutation of an account that moves $way ends with the newer change when the older $failure',
    async ({ one, start, fault }) => {
      const people = await twoPeople();
      const { before, move } = await start(people, one);
      facet.sandbox.backend(one.backend).fault(one.write, fault, 2);
      const older = await change(before, one, 'old');
      expect(statusAt(one, older)?.status).toBe('PENDING');
      const holder = await move();
      const newer = await change(holder, one, 'new');
      const [first, last] = [
        await finished(facet.url, older.operation?.id),
        await finished(facet.url, newer.operation?.id),
      ];
      expect(statusAt(one, last)?.status).toBe('UPDATED');
      expect(['UPDATED', 'UNKNOWN']).toContain(statusAt(one, first)?.status);
      expect(told(one).at(-1)).toBe('new');
      expect(told(one).indexOf('new')).toBeGreaterThan(told(one).lastIndexOf('old'));
    },
  );

  it('cancels what waits for an account that is unlinked, and says so', async () => {
    const people = await twoPeople();
    const [names] = CHANGES;
    if (!names) throw new Error('There is no change.');
    facet.sandbox.backend('HAPTIK').fault('updateUser', faults.status(500));
    const input = {
      user: { id: people.younger },
      set: { displayName: 'old' },
      idempotencyKey: key(),
    };
    const waiting = await mutate(facet.url, 'updateUser', input);
    expect(statusAt(names, waiting)?.status).toBe('PENDING');
    const unlinked = await links('unlinkAccount', people.younger, { authId: people.authId });
    const id = waiting.operation?.id;
    expect(unlinked.cancelledOperations).toMatchObject([{ id }]);
    expect(unlinked.user.history.nodes).toContainEqual({ kind: 'CANCEL', evidence: id });
    const sent = told(names).length;
    const { outcomes } = await finished(facet.url, id);
    expect(statusAt(names, { outcomes })).toMatchObject({
      status: 'UNKNOWN',
      error: { code: 'CONFLICT' },
    });
    facet.sandbox.backend('HAPTIK').clearFaults();
    const again = await mutate(facet.url, 'updateUser', input);
    expect(again.outcomes).toEqual(outcomes);
    expect(told(names)).toHaveLength(sent);
  });

  it('does not take up a change again that failed before its account was unlinked', async () => {
    const people = await twoPeople();
    facet.sandbox.backend('HAPTIK').fault('updateUser', faults.status(503), 3);
    const input = {
      user: { id: people.younger },
      set: { displayName: 'old' },
      idempotencyKey: key(),
    };
    const failed = await mutate(facet.url, 'updateUser', input);
    expect(failed.outcomes[1]).toMatchObject({ status: 'FAILED' });
    await links('unlinkAccount', people.younger, { authId: people.authId });
    facet.sandbox.resetLogs();
    facet.sandbox.backend('HAPTIK').clearFaults();
    const again = await mutate(facet.url, 'updateUser', input);
    expect(again.outcomes[1]).toMatchObject({ status: 'FAILED', error: { code: 'CONFLICT' } });
    expect(facet.sandbox.backend('HAPTIK').calls()).toBe(0);
  });

  it('does not take up a change again after a newer one of the same field', async () => {
    const { younger: id } = await twoPeople();
    facet.sandbox.backend('HAPTIK').fault('updateUser', faults.status(503), 3);
    const input = { user: { id }, set: { displayName: 'old' }, idempotencyKey: key() };
    expect((await mutate(facet.url, 'updateUser', input)).outcomes[1]?.status).toBe('FAILED');
    facet.sandbox.backend('HAPTIK').clearFaults();
    const newer = await mutate(facet.url, 'updateUser', {
      user: { id },
      set: { displayName: 'new' },
    });
    expect(newer.outcomes[1]?.status).toBe('UPDATED');
    facet.sandbox.resetLogs();
    const again = await mutate(facet.url, 'updateUser', input);
    expect(again.outcomes[1]).toMatchObject({ status: 'FAILED', error: { code: 'CONFLICT' } });
    expect(facet.sandbox.backend('HAPTIK').calls()).toBe(0);
  });
});
