import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import {
  CORPORATION,
  type Entered,
  enter,
  everything,
  nowhere,
  putEntity,
} from '../graphql/person.ts';
import { mutate } from '../graphql/writing/mutations.ts';

let facet: TestFacet;
let asha: Entered;

async function start(cacheTtlMs: number): Promise<void> {
  const environment = { CACHE_TTL_MS: String(cacheTtlMs), BACKEND_TIMEOUT_MS: '500' };
  facet = await startTestFacet({ environment });
  asha = await enter(facet, { profile: null });
}
afterEach(async () => {
  vi.useRealTimers();
  await facet.close();
});

const ASKED = 'displayName age emails { address } location { country }';

async function user(headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const query = `query ($id: ID!) { user(by: { id: $id }) { ${ASKED} } }`;
  const { data } = await facet.query(query, { id: asha.id }, headers);
  return data?.['user'];
}

/** Often enough that the third answer is made of what the second one was. */
async function remembered(): Promise<unknown> {
  await user();
  await user();
  return user();
}

describe.each([
  ['with the cache', 600_000],
  ['without it', 0],
])('a user of the same records, %s', (_how, cacheTtlMs) => {
  beforeEach(async () => start(cacheTtlMs));

  it('shows what the registry knows now', async () => {
    expect(await remembered()).toMatchObject({ location: { country: 'US' } });
    const [row] = await facet.registry.find([{ by: 'userId', id: asha.id }]);
    const account = row?.accounts.find(({ backend }) => backend === 'VOLT_MX');
    await facet.registry.recordWrite(account?.id ?? '', { country: 'India' });
    expect(await remembered()).toMatchObject({ location: { country: 'IN' } });
    await facet.registry.unlink(
      asha.id,
      { backend: 'CHAKRA', scope: '', ref: asha.chakra },
      { kind: 'UNLINK', actor: 'test', evidence: 'test' },
    );
    expect(await remembered()).toMatchObject({ displayName: 'Asha of Haptik' });
  });

  it('shows the age of the day', async () => {
    const DAY_BEFORE = Date.UTC(2090, 4, 16, 23, 59);
    vi.useFakeTimers({ toFake: ['Date'], now: DAY_BEFORE });
    expect(await remembered()).toMatchObject({ age: 99 });
    vi.setSystemTime(DAY_BEFORE + 120_000);
    expect(await user()).toMatchObject({ age: 100 });
  });
});

describe('with the cache', () => {
  beforeEach(async () => start(600_000));

  it('shows what a backend tells now where it was asked again, however often', async () => {
    let displayName = 'Asha of Chakra';
    expect(await remembered()).toMatchObject({ displayName });
    const { records } = facet.sandbox.backend('CHAKRA');
    for (const changed of ['Asha R.', 'Asha S.', 'Asha T.']) {
      records.set(asha.chakra, { id: asha.chakra, displayName: changed });
      expect(await remembered()).toMatchObject({ displayName });
      displayName = changed;
      expect(await user({ 'cache-control': 'no-cache' })).toMatchObject({ displayName });
      expect(await remembered()).toMatchObject({ displayName });
    }
  });

  it('shows when an account was read, also when it told the same again', async () => {
    const asOf = async (headers: Readonly<Record<string, string>> = {}): Promise<string> => {
      const query = `query ($id: ID!) { user(by: { id: $id }) { accounts { ... on ChakraAccount { asOf } } } }`;
      const { text } = await facet.query(query, { id: asha.id }, headers);
      return text;
    };
    const before = [await asOf(), await asOf(), await asOf()];
    expect(new Set(before).size).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const anew = await asOf({ 'cache-control': 'no-cache' });
    expect(anew).not.toBe(before[0]);
    expect(await asOf()).toBe(anew);
  });
});

describe('without the cache', () => {
  beforeEach(async () => {
    await start(0);
    asha = await enter(facet);
  });

  it('is shown as every backend tells now', async () => {
    expect(await remembered()).toMatchObject({ displayName: 'Asha of Chakra' });
    const { records } = facet.sandbox.backend('CHAKRA');
    records.set(asha.chakra, { id: asha.chakra, displayName: 'Asha R.' });
    expect(await user()).toMatchObject({ displayName: 'Asha R.' });
    facet.sandbox.backend('CHAKRA').fault('user', faults.status(503));
    expect(await user()).toMatchObject({ displayName: expect.stringMatching(/^Asha of/) });
    facet.sandbox.backend('CHAKRA').clearFaults();
    expect(await remembered()).toMatchObject({ displayName: 'Asha R.' });
    putEntity(facet, CORPORATION, asha.emeritus, {
      ...everything,
      emails: ['new@emeritus.example'],
    });
    expect(JSON.stringify(await user())).toContain('new@emeritus.example');
  });

  it('costs the calls that it did, whether it is the same or not', async () => {
    const calls = async (): Promise<unknown> => {
      facet.sandbox.resetLogs();
      await user();
      return facet.sandbox.calls();
    };
    const first = await calls();
    expect(Object(first).CHAKRA).toEqual({ user: 1 });
    for (let time = 0; time < 4; time += 1) expect(await calls()).toEqual(first);
    const { records } = facet.sandbox.backend('CHAKRA');
    records.set(asha.chakra, { ...everything.chakra, id: asha.chakra, displayName: 'Asha R.' });
    for (let time = 0; time < 4; time += 1) expect(await calls()).toEqual(first);
  });

  it('asks a source that was needed before only where it still is', async () => {
    const nameless = await enter(facet, { ...everything, chakra: { bio: 'Without a name.' } });
    const asked = async (): Promise<readonly string[]> => {
      facet.sandbox.resetLogs();
      const query = `query ($id: ID!) { user(by: { id: $id }) { displayName } }`;
      const { data } = await facet.query(query, { id: nameless.id });
      return [Object(data?.['user']).displayName, ...Object.keys(facet.sandbox.calls())];
    };
    const first = await asked();
    expect(first.length).toBeGreaterThan(2);
    for (let time = 0; time < 4; time += 1) expect(await asked()).toEqual(first);
    const { records } = facet.sandbox.backend('CHAKRA');
    records.set(nameless.chakra, { id: nameless.chakra, displayName: 'Named' });
    expect(await asked()).toEqual(['Named', 'CHAKRA']);
  });

  it('is shown as far as backends answer in time', async () => {
    expect(await remembered()).toMatchObject({ displayName: 'Asha of Chakra' });
    facet.sandbox.backend('EMERITUS').fault('*', faults.hang());
    const query = `query ($id: ID!) { user(by: { id: $id }) { ${ASKED} } }`;
    const { data, errors, extensions } = await facet.query(query, { id: asha.id });
    expect(data).toMatchObject({ user: { displayName: 'Asha of Chakra' } });
    expect(JSON.stringify({ errors, extensions })).toContain('BACKEND_TIMEOUT');
  });

  it('has accounts of the time of each answer', async () => {
    const asOf = async (): Promise<string> => {
      const query = `query ($id: ID!) { user(by: { id: $id }) { bio account(at: CHAKRA) { asOf } } }`;
      const { data } = await facet.query(query, { id: asha.id });
      return Object(data?.['user']).account.asOf;
    };
    const times: string[] = [];
    for (let time = 0; time < 4; time += 1) {
      times.push(await asOf());
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(new Set(times).size).toBe(4);
  });
});

describe.each([
  ['with the cache', 600_000],
  ['without it', 0],
])('the people whom a record names, %s', (_how, cacheTtlMs) => {
  let boris: Entered;
  let lead: Entered;
  beforeEach(async () => {
    await start(cacheTtlMs);
    boris = await enter(facet, { ...nowhere, chakra: everything.chakra });
    const chakra = { ...everything.chakra, reportees: [boris.chakra] };
    lead = await enter(facet, { ...nowhere, chakra });
  });

  const reportees = async (): Promise<unknown> => {
    const query = `query ($id: ID!) { user(by: { id: $id }) { reportees { id } } }`;
    return (await facet.query(query, { id: lead.id })).data?.['user'];
  };

  it('are those who hold the accounts now', async () => {
    for (let time = 0; time < 4; time += 1) {
      expect(await reportees()).toEqual({ reportees: [{ id: boris.id }] });
    }
    const account = { chakraId: boris.chakra };
    await mutate(facet, 'unlinkAccount', { user: { id: boris.id }, account });
    // Whom nobody holds is made known as somebody new.
    const then = await reportees();
    expect(then).toEqual({ reportees: [{ id: expect.not.stringContaining(boris.id) }] });
    for (let time = 0; time < 4; time += 1) expect(await reportees()).toEqual(then);
  });

  it('are those also where the same request has changed it', async () => {
    for (let time = 0; time < 4; time += 1) await reportees();
    const chakra = { ...everything.chakra, reportees: [lead.chakra] };
    const head = await enter(facet, { ...nowhere, chakra });
    for (let time = 0; time < 4; time += 1) await reportees();
    const { data, errors } = await facet.query(
      `mutation ($boris: ID!, $head: ID!, $theirs: ID!, $own: ID!) {
        unlinkAccount(input: { user: { id: $boris }, account: { chakraId: $theirs } }) { user { id } }
        linkAccount(input: { user: { id: $head }, account: { chakraId: $own } }) {
          user { reportees { id reportees { id } } }
        }
      }`,
      { boris: boris.id, head: head.id, theirs: boris.chakra, own: head.chakra },
    );
    expect(errors).toBeUndefined();
    expect(Object(data).linkAccount.user.reportees).toEqual([
      { id: lead.id, reportees: [{ id: expect.not.stringContaining(boris.id) }] },
    ]);
  });
});
