import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Entered, enter } from '../graphql/person.ts';

let facet: TestFacet;
let asha: Entered;

async function start(cacheTtlMs: number): Promise<void> {
  facet = await startTestFacet({ environment: { CACHE_TTL_MS: String(cacheTtlMs) } });
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

  it('shows what a backend tells now where it was asked again', async () => {
    expect(await remembered()).toMatchObject({ displayName: 'Asha of Chakra' });
    const { records } = facet.sandbox.backend('CHAKRA');
    records.set(asha.chakra, { id: asha.chakra, displayName: 'Asha R.' });
    expect(await remembered()).toMatchObject({ displayName: 'Asha of Chakra' });
    expect(await user({ 'cache-control': 'no-cache' })).toMatchObject({ displayName: 'Asha R.' });
    expect(await remembered()).toMatchObject({ displayName: 'Asha R.' });
  });
});

describe('without the cache', () => {
  beforeEach(async () => start(0));

  it('is shown as every backend tells now', async () => {
    expect(await remembered()).toMatchObject({ displayName: 'Asha of Chakra' });
    const { records } = facet.sandbox.backend('CHAKRA');
    records.set(asha.chakra, { id: asha.chakra, displayName: 'Asha R.' });
    expect(await user()).toMatchObject({ displayName: 'Asha R.' });
    facet.sandbox.backend('CHAKRA').fault('user', faults.status(503));
    expect(await user()).toMatchObject({ displayName: 'Asha of Haptik' });
    facet.sandbox.backend('CHAKRA').clearFaults();
    expect(await remembered()).toMatchObject({ displayName: 'Asha R.' });
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
