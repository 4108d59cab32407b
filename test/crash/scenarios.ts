import { openRegistry } from '#registry';
import type { Backend } from '#schema';
import type { Sandbox } from '../../sandbox/index.ts';
import type { SandboxPerson } from '../../sandbox/population/index.ts';
import type { Payload } from '../operations/operations.ts';
import type { CrashDatabase } from './databases.ts';

export const MUTATIONS = [
  'createUser',
  'updateUser',
  'updateEmail',
  'updatePool',
  'updateOwners',
] as const;

export type Mutation = (typeof MUTATIONS)[number];

/** What a lane's registry and backends hold in the end. */
export interface World {
  readonly sandbox: Sandbox;
  readonly database: CrashDatabase;
  /** Who is known from the start, with accounts at HAPTIK and EMERITUS. */
  readonly known: SandboxPerson;
  /** The registry's id of that person. */
  readonly userId: string;
}

/** One mutation with all that can be said about it afterwards. */
export interface Scenario {
  readonly input: object;
  /** The same kind of change, made after the crash: it must be what stays. */
  readonly later: object | null;
  /** What is wrong in the end; nothing when all is well. */
  readonly problems: (answer: Payload) => Promise<readonly string[]>;
}

export const refOf = ({ known }: World, backend: Backend) => {
  const account = known.accounts.find((one) => one.backend === backend);
  if (!account) throw new Error(`The person has no account at ${backend}.`);
  return account;
};

export function scenarioOf(mutation: Mutation, world: World, idempotencyKey: string): Scenario {
  const user = { id: world.userId };
  switch (mutation) {
    case 'createUser':
      return creation(world, idempotencyKey);
    case 'updateUser': {
      const set = (displayName: string) => ({ user, set: { displayName } });
      return change(world, set('First'), set('Second'), idempotencyKey, ['HAPTIK'], () => [
        ...differs('HAPTIK name', recordAt(world, 'HAPTIK')?.['name'], 'Second'),
      ]);
    }
    case 'updateEmail': {
      const to = (email: string) => ({ user, email });
      const [first, second] = [to('first@example.net'), to('second@example.net')];
      return change(world, first, second, idempotencyKey, ['HAPTIK', 'EMERITUS'], () => [
        ...differs('HAPTIK email', recordAt(world, 'HAPTIK')?.['email'], second.email),
        ...differs('EMERITUS emails', recordAt(world, 'EMERITUS')?.['emails'], [second.email]),
      ]);
    }
    case 'updatePool': {
      const to = (pool: string) => ({ user, pool });
      return change(world, to('one'), to('two'), idempotencyKey, ['EMERITUS'], () => [
        ...differs('EMERITUS pool', recordAt(world, 'EMERITUS')?.['pool'], 'two'),
      ]);
    }
    case 'updateOwners': {
      const first = { user, remove: ['gone'], add: ['one', 'two'] };
      const second = { user, remove: ['two'], add: ['three'] };
      return change(world, first, second, idempotencyKey, ['EMERITUS'], () => {
        const owners = recordAt(world, 'EMERITUS')?.['owners'];
        return differs('EMERITUS owners', owners, ['one', 'three']);
      });
    }
  }
}

const recordAt = (world: World, backend: Backend) =>
  world.sandbox.backend(backend).records.get(refOf(world, backend));

function differs(what: string, found: unknown, wanted: unknown): readonly string[] {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)];
  return is === should ? [] : [`${what} is ${is} and should be ${should}`];
}

function change(
  world: World,
  first: object,
  later: object,
  idempotencyKey: string,
  backends: readonly Backend[],
  problemsAtBackends: () => readonly string[],
): Scenario {
  return {
    input: { ...first, idempotencyKey },
    later: { ...later, idempotencyKey: `${idempotencyKey}-later` },
    problems: async ({ outcomes }) => {
      const registry = await openRegistry(world.database.url);
      const [user] = await registry.find([{ by: 'userId', id: world.userId }]);
      await registry.close();
      const remembered = (user?.accounts ?? []).flatMap(({ backend, lastWrite }) =>
        Object.entries(lastWrite?.record ?? {}).flatMap(([field, value]) => {
          const record =
            backend === 'HAPTIK' || backend === 'EMERITUS' ? recordAt(world, backend) : {};
          const held = record?.[field === 'owner_id' ? 'owners' : field];
          const isTold = backends.includes(backend) && field !== 'auth_id';
          return isTold ? differs(`the registry's ${backend} ${field}`, value, held) : [];
        }),
      );
      const undone = outcomes
        .filter(
          ({ backend, status }) => backends.includes(backend as Backend) && status !== 'UPDATED',
        )
        .map(({ backend, status, error }) => `${backend} is ${status}: ${error?.message}`);
      return [...problemsAtBackends(), ...remembered, ...undone];
    },
  };
}

const NEW = {
  displayName: 'Crash Person',
  givenName: 'Crash',
  familyName: 'Person',
  email: 'crash.person@example.net',
  phone: '+919814000001',
  location: { country: 'IN' },
  haptikTract: { userId: 'crash-person' },
  haptik: { authId: 'crashperson' },
};

/** Nothing is lost and nothing is there twice: at the backends, in the registry, and between them. */
function creation(world: World, idempotencyKey: string): Scenario {
  return {
    input: { ...NEW, idempotencyKey },
    later: null,
    problems: async ({ user, outcomes }) => {
      const registry = await openRegistry(world.database.url);
      const users = await registry.count(null);
      const [row] = await registry.find([{ by: 'userId', id: user?.id ?? '' }]);
      await registry.close();
      const refs = new Map(row?.accounts.map(({ backend, ref }) => [backend, ref]));
      const told = new Map(outcomes.map(({ backend, status }) => [backend, status]));
      const hookCalls = world.sandbox
        .backend('HAPTIK_TRACT')
        .requests()
        .filter(({ operation }) => operation === 'createUser').length;
      const held = {
        HAPTIK: idsAt(world, 'HAPTIK', ({ auth_id }) => auth_id === NEW.haptik.authId, 'auth_id'),
        VOLT_MX: idsAt(world, 'VOLT_MX', ({ email }) => email === NEW.email, 'id'),
        EMERITUS: idsAt(world, 'EMERITUS', isNewAtEmeritus, 'user_id'),
      };
      const atEmeritus = world.sandbox.backend('EMERITUS').records.all().find(isNewAtEmeritus);
      return [
        ...differs('the number of users', users, 2),
        // It is created by its number, and the address follows.
        ...differs('EMERITUS emails', atEmeritus?.['emails'], [NEW.email]),
        ...Object.entries(held).flatMap(([backend, ids]) => {
          const ref = refs.get(backend as Backend);
          return differs(`${backend} ids`, ids, ref === undefined ? [] : [ref]);
        }),
        ...Object.keys(held).flatMap((backend) =>
          ['CREATED', 'EXISTED'].includes(told.get(backend) ?? '')
            ? []
            : `${backend} is ${told.get(backend)}: ${JSON.stringify(outcomes)}`,
        ),
        ...(hookCalls > 1 ? [`the hook was called ${hookCalls} times`] : []),
        ...hookProblems(told.get('HAPTIK_TRACT'), hookCalls, refs.get('HAPTIK_TRACT')),
      ];
    },
  };
}

function hookProblems(status: string | undefined, calls: number, ref: string | undefined) {
  if (status === 'UNKNOWN') return ref === undefined ? [] : ['an UNKNOWN account is linked'];
  const isExact = status === 'CREATED' && calls === 1 && ref === NEW.haptikTract.userId;
  return isExact ? [] : [`HAPTIK_TRACT is ${status} after ${calls} calls, linked ${ref}`];
}

const isNewAtEmeritus = ({ mobile }: Readonly<Record<string, unknown>>): boolean =>
  JSON.stringify(mobile) === JSON.stringify(['91', '9814000001']);

const idsAt = (
  { sandbox }: World,
  backend: Backend,
  isWanted: (record: Readonly<Record<string, unknown>>) => boolean,
  id: string,
): readonly unknown[] =>
  sandbox
    .backend(backend)
    .records.all()
    .filter(isWanted)
    .map((record) => record[id]);
