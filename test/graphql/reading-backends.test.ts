import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ people: true });
});
afterAll(() => facet.close());

interface Row {
  readonly backend: string;
  readonly name: string;
  readonly status: string;
  readonly operations: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly creates: readonly string[];
  readonly updates: readonly string[];
}

const EXCEPT_STATUS = 'backend name operations reads writes creates updates';

async function ask<T>(query: string, variables = {}): Promise<T> {
  const { data, errors } = await facet.query(query, variables);
  expect(errors).toBeUndefined();
  return data as T;
}

const rows = async (): Promise<readonly Row[]> =>
  (await ask<{ backends: readonly Row[] }>(`{ backends { ${EXCEPT_STATUS} status } }`)).backends;

/** Those of them that are not empty, by backend. */
const byBackend = (list: 'reads' | 'creates' | 'updates', backends: readonly Row[]): object =>
  Object.fromEntries(
    backends
      .filter((row) => row[list].length > 0)
      .map((row) => [row.backend, row[list].toSorted()]),
  );

it('lists every backend in the order of the enum, at no call', async () => {
  facet.sandbox.resetLogs();
  expect((await rows()).map(({ backend, name, status }) => [backend, name, status])).toEqual([
    ['HAPTIK_TRACT', expect.stringMatching(/\w/), 'UNKNOWN'],
    ['HAPTIK', expect.stringMatching(/\w/), 'UNKNOWN'],
    ['CHAKRA', expect.stringMatching(/\w/), 'UNKNOWN'],
    ['VOLT_MX', expect.stringMatching(/\w/), 'UNKNOWN'],
    ['EMERITUS', expect.stringMatching(/\w/), 'UNKNOWN'],
  ]);
  expect(facet.sandbox.calls()).toEqual({});
});

it('lists as readable the fields that the backend supplies for somebody', async () => {
  const seen = new Map<string, Set<string>>();
  for (const row of await rows()) {
    const { allUsers } = await ask<{ allUsers: { nodes: readonly Provenanced[] } }>(PROVENANCE, {
      at: row.backend,
    });
    const supplied = allUsers.nodes.flatMap(({ provenance }) =>
      provenance.filter(({ candidates }) =>
        candidates.some(({ backend, rawValue }) => backend === row.backend && rawValue !== null),
      ),
    );
    seen.set(row.backend, new Set(supplied.map(({ field }) => field)));
  }
  const supplied = [...seen].map(([backend, fields]) => [backend, [...fields].toSorted()]);
  expect(Object.fromEntries(supplied)).toEqual(byBackend('reads', await rows()));
});

interface Provenanced {
  readonly provenance: readonly {
    readonly field: string;
    readonly candidates: readonly { readonly backend: string; readonly rawValue: unknown }[];
  }[];
}

const PROVENANCE = `query ($at: Backend!) {
  allUsers(first: 60, filter: { hasAccountAt: $at }) {
    nodes { provenance { field candidates { backend rawValue } } }
  }
}`;

interface Written {
  readonly outcomes: readonly {
    readonly backend: string;
    readonly status: string;
    readonly stored: readonly string[];
  }[];
}

const CHANGES = {
  displayName: 'Asha Rao',
  email: 'asha.rao@example.net',
  phone: '+919800012345',
  language: 'en',
  device: { model: 'Pixel 9', osVersion: '16', packageName: 'com.example.app' },
  customData: { tier: 'gold' },
};

const PERSON = {
  ...CHANGES,
  givenName: 'Asha',
  familyName: 'Rao',
  location: { country: 'IN', state: 'Karnataka', city: 'Mysuru' },
  lastActiveAt: '2026-01-02T03:04:05Z',
  subscriptions: { email: true, sms: false, voice: true },
  device: { ...CHANGES.device, platform: 'ANDROID' },
  haptikTract: { userId: 'asha-1' },
};

/** The fields of a user that the outcomes say were stored, by backend; identifiers are none. */
const storedBy = (...written: readonly Written[]): object => {
  const stored: Record<string, string[]> = {};
  for (const { backend, status, stored: paths } of written.flatMap(({ outcomes }) => outcomes)) {
    if (status !== 'CREATED' && status !== 'UPDATED') continue;
    const fields = paths
      .filter((path) => !path.startsWith('haptikTract.'))
      .map((path) => path.replace(/^set\./, ''));
    stored[backend] = [...(stored[backend] ?? []), ...fields].toSorted();
  }
  return stored;
};

it('lists as stored by a creation what its outcomes say that they stored', async () => {
  const { createUser } = await ask<{ createUser: Written }>(
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { outcomes { backend status stored } } }',
    { input: PERSON },
  );
  expect(storedBy(createUser)).toEqual(byBackend('creates', await rows()));
});

it('lists as stored by a change what the outcomes of all changes say, and owners', async () => {
  const { updateUser, updateOwners, updatePool } = await ask<{
    updateUser: Written;
    updateOwners: { owners: readonly string[] };
    updatePool: Written;
  }>(
    `mutation ($user: UserBy!, $set: UserChanges!) {
      updateUser(input: { user: $user, set: $set }) { outcomes { backend status stored } }
      updateOwners(input: { user: $user, add: ["o-1"] }) { owners }
      updatePool(input: { user: $user, pool: "alive" }) { outcomes { backend status stored } }
    }`,
    { user: { authId: 'facetauth1001' }, set: CHANGES },
  );
  const owners = { backend: 'EMERITUS', status: 'UPDATED', stored: ['owners'] };
  expect(updateOwners.owners).toContain('o-1');
  expect(storedBy(updateUser, updatePool, { outcomes: [owners] })).toEqual(
    byBackend('updates', await rows()),
  );
});
