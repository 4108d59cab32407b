import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDocument } from '#backends';
import { parsePhone } from '#normalise';
import type { NewAccount } from '#registry';
import type { Backend } from '#schema';
import { responseValidator } from '../../src/backends/http/response-validator.ts';
import { GHOST_ID } from '../../sandbox/chakra/reportees.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { populate } from '../../sandbox/population/index.ts';
import { vendors } from '../../sandbox/vendors.ts';
import { type Answered, callersOf } from './callers.ts';

let sandbox: Sandbox;
let call: ReturnType<typeof callersOf>;

beforeAll(async () => {
  sandbox = await startSandbox();
  call = callersOf(sandbox);
});
afterAll(() => sandbox.close());

const accounts = (backend: Backend): readonly NewAccount[] =>
  [...sandbox.people, ...sandbox.strangers]
    .flatMap((person) => person.accounts)
    .filter((account) => account.backend === backend);

const records = (backend: Backend) => sandbox.backend(backend).records.all();

describe('the people', () => {
  it('are 240 in every combination of backends, the first one everywhere', () => {
    expect(sandbox.people).toHaveLength(240);
    const combination = ({ accounts: held }: { accounts: readonly NewAccount[] }) =>
      [...new Set(held.map(({ backend }) => backend))].toSorted().join();
    expect(new Set(sandbox.people.map(combination)).size).toBe(31);
    expect(sandbox.people[0]).toMatchObject({
      name: 'Latha Ganesh',
      accounts: [
        {
          backend: 'HAPTIK_TRACT',
          ref: 'haptik-1001',
          aliases: { thirdPartyUserId: 'wa-919800000001', ectUserId: 'ect-1001' },
        },
        { backend: 'HAPTIK', ref: 'facetauth1001' },
        { backend: 'CHAKRA', ref: '9763caa1-cef3-497f-b3b2-f551456b2831' },
        { backend: 'VOLT_MX', ref: '9117786204812949329' },
        {
          backend: 'EMERITUS',
          scope: 'facet-academy',
          ref: '5f9b0b1b-5b0b-4b1b-9b0b-1b5b0b4b1b9b',
        },
      ],
    });
  });

  it('hold every account but the strangers’ ones, each once, and each has its record', () => {
    const all = [...sandbox.people, ...sandbox.strangers].flatMap((person) => person.accounts);
    expect(new Set(all.map(({ backend, scope, ref }) => `${backend} ${scope} ${ref}`)).size).toBe(
      all.length,
    );
    for (const account of all) {
      expect(sandbox.backend(account.backend).records.get(account)).toBeDefined();
    }
    expect(vendors.reduce((sum, { name }) => sum + records(name).length, 0)).toBe(all.length);
    for (const { accounts: held } of sandbox.strangers) {
      expect(held).toHaveLength(1);
      expect(['HAPTIK_TRACT', 'CHAKRA', 'EMERITUS']).toContain(held[0]?.backend);
    }
  });

  it('are the same for a seed, and others for another', () => {
    const text = (count: number, seed: number) => {
      const { people, residents } = populate(vendors, count, seed);
      return JSON.stringify([
        people,
        ...residents.values().map(({ open }) => open().records.all()),
      ]);
    };
    expect(text(200, 1)).toBe(text(200, 1));
    expect(text(200, 1)).not.toBe(text(200, 2));
    const { people } = populate(vendors, 240, 1);
    expect(people).toEqual(sandbox.people);
    expect(populate(vendors, 200, 1).people).toEqual(people.slice(0, 200));
    expect(populate(vendors, 200, 2).people[0]).toEqual(people[0]);
  });

  it('are never too few to show everything', async () => {
    await expect(startSandbox({ people: 199 })).rejects.toThrow(RangeError);
  });

  it('leave from none to five details to be asked for', () => {
    const counts = records('HAPTIK_TRACT').map(({ details_available: names }) =>
      Array.isArray(names) ? names.length : 0,
    );
    expect(new Set(counts)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });

  it('are told of in many scripts, with gaps and with values that mean nothing', () => {
    const text = JSON.stringify([records('CHAKRA'), records('EMERITUS'), records('HAPTIK_TRACT')]);
    for (const script of ['Devanagari', 'Tamil', 'Han', 'Arabic', 'Cyrillic', 'Hangul']) {
      expect(text).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    }
    expect(text).toMatch(/[łßúñö]/);
    for (const odd of ['"n/a"', 'Mars/Phobos', 'self-describe', 'not-an-address', 'ask me']) {
      expect(text).toContain(odd);
    }
    const chakra = records('CHAKRA');
    expect(chakra.some((record) => record['displayName'] === null)).toBe(true);
    expect(chakra.some((record) => !('displayName' in record))).toBe(true);
    expect(chakra.some((record) => record['isDeleted'] === true)).toBe(true);
  });

  it('contradict themselves from one backend to the next', () => {
    const [tract, , chakra, volt, emeritus] = (sandbox.people[0]?.accounts ?? []).map((account) =>
      sandbox.backend(account.backend).records.get(account),
    );
    expect(chakra).toMatchObject({ displayName: 'Latha Ganesh' });
    expect(tract).toMatchObject({ user_name: 'லதா கணேஷ்' });
    expect(volt).toMatchObject({ lastName: 'Ganesan' });
    expect(emeritus).toMatchObject({ profile: { name: 'L. Ganesh' } });
  });

  it('have telephone numbers that are possible', () => {
    const numbers = [
      ...records('HAPTIK').map((record) => dialled(record['mobile_no'])),
      ...records('VOLT_MX').map((record) => dialled('+', record['mobileNumber'])),
      ...records('EMERITUS').map(({ mobile }) => dialled('+', mobile)),
      ...records('EMERITUS').map(({ mobileBackup }) => dialled('+', mobileBackup)),
    ].filter((number) => number.length > 1);
    expect(numbers.length).toBeGreaterThan(100);
    for (const number of numbers) expect(parsePhone(number)).toBe(number);
  });

  it('have VOLT_MX ids that no JavaScript number holds, of both kinds', () => {
    const ids = records('VOLT_MX').map(({ id }) => String(id));
    for (const id of ids) expect(BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
    for (const id of ids) expect(BigInt(id) < 2n ** 63n).toBe(true);
    expect(new Set(ids.map((id) => BigInt(id) % 2n)).size).toBe(2);
  });

  it('were partly written by Facet and partly not', () => {
    for (const backend of ['HAPTIK', 'VOLT_MX', 'EMERITUS'] as const) {
      const written = accounts(backend).map((account) => account.written !== null);
      expect(new Set(written).size).toBe(2);
    }
    expect(sandbox.people[0]?.accounts.at(-1)?.written).toMatchObject({ pool: 'alive' });
  });

  it('share an identifier once, and some study at two corporations', () => {
    const shared = accounts('HAPTIK_TRACT').filter(
      ({ aliases }) => aliases?.['thirdPartyUserId'] === 'wa-shared-telephone',
    );
    expect(shared).toHaveLength(2);
    const scopes = sandbox.people.map(
      (person) => person.accounts.filter(({ backend }) => backend === 'EMERITUS').length,
    );
    expect(new Set(scopes)).toEqual(new Set([0, 1, 2]));
  });
});

describe('the reportees', () => {
  const reportees = (id: unknown): readonly unknown[] => {
    const list = sandbox.backend('CHAKRA').records.get(String(id))?.['reportees'];
    return Array.isArray(list) ? list : [];
  };
  const showcase = '9763caa1-cef3-497f-b3b2-f551456b2831';

  it('lead back to the showcase in three steps, past few enough people for one request', () => {
    const first = new Set(reportees(showcase));
    const second = new Set([...first].flatMap(reportees));
    const third = new Set([...second].flatMap(reportees));
    expect(first).not.toContain(showcase);
    expect(second).not.toContain(showcase);
    expect(third).toContain(showcase);
    expect(new Set([...first, ...second, ...third]).size).toBeLessThan(40);
  });

  it('of the showcase are linked, others are strangers or gone', () => {
    const linked = new Set(
      sandbox.people.flatMap((person) => person.accounts.map(({ ref }) => ref)),
    );
    const strangers = new Set(
      sandbox.strangers.flatMap((person) => person.accounts.map(({ ref }) => ref)),
    );
    for (const id of reportees(showcase)) expect(linked).toContain(id);
    const named = records('CHAKRA').flatMap(({ id }) => reportees(id));
    expect(named.filter((id) => strangers.has(String(id)))).toHaveLength(2);
    expect(named.filter((id) => id === GHOST_ID)).toHaveLength(1);
    expect(new Set(named).size).toBe(named.length);
  });
});

describe('every record passes the answer schema of', () => {
  const folder = (backend: Backend) => backend.toLowerCase().replace('_', '-');
  const validator = (backend: Backend) =>
    responseValidator(
      loadDocument(new URL(`../../src/backends/${folder(backend)}/openapi.json`, import.meta.url)),
    );

  async function check(
    backend: Backend,
    operation: string,
    ask: (account: NewAccount) => Promise<Answered>,
  ): Promise<void> {
    const validate = validator(backend);
    for (const account of accounts(backend)) {
      const { status, body } = await ask(account);
      expect({ ref: account.ref, status, wrong: validate(operation, body) }).toEqual({
        ref: account.ref,
        status: 200,
        wrong: null,
      });
    }
  }

  it('HAPTIK_TRACT user', () =>
    check('HAPTIK_TRACT', 'user', ({ ref }) => call.tract('/tract/user/', { user_id: ref })));

  it('HAPTIK_TRACT userDetails', () =>
    check('HAPTIK_TRACT', 'userDetails', ({ ref }) =>
      call.tract('/tract/user/details/', {
        user_id: ref,
        details_requested: ['city', 'plan', 'vip', 'points', 'address', 'nicknames'],
      }),
    ));

  it('CHAKRA user', () => check('CHAKRA', 'user', ({ ref }) => call.chakra(ref)));

  it('EMERITUS profile', () =>
    check('EMERITUS', 'profile', ({ scope, ref }) =>
      call.emeritusGet('profile/fetch', { corp_id: scope, user_id: ref }),
    ));

  it.each(['mobile', 'email', 'mobile_backup'])('EMERITUS contact: %s', (contact_type) =>
    check('EMERITUS', 'contact', ({ scope, ref }) =>
      call.emeritusGet('user/contact/fetch', { corp_id: scope, user_id: ref, contact_type }),
    ),
  );

  it('HAPTIK, which takes each record as a creation', () =>
    check('HAPTIK', 'createUser', (account) =>
      call.haptik('POST', sandbox.backend('HAPTIK').records.get(account)),
    ));

  it('VOLT_MX, which takes each record as a creation', async () => {
    const all = sandbox.backend('VOLT_MX').records;
    const first = all.all();
    for (const { id } of first) all.remove(String(id));
    for (const { id: _id, ...record } of first) {
      expect(await call.volt(record)).toMatchObject({ status: 200 });
    }
    sandbox.backend('VOLT_MX').reset();
  });
});

/** The texts among the parts, in one. */
const dialled = (...parts: readonly unknown[]): string =>
  parts
    .flat()
    .filter((part) => typeof part === 'string')
    .join('');
