import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Entered, enter } from '../graphql/person.ts';

let facet: TestFacet;
let asha: Entered;

beforeEach(async () => {
  facet = await startTestFacet({ environment: { CACHE_TTL_MS: '600000' } });
  asha = await enter(facet, { profile: null });
});
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

it('shows what a backend tells now where it was asked again', async () => {
  expect(await remembered()).toMatchObject({ displayName: 'Asha of Chakra' });
  const { records } = facet.sandbox.backend('CHAKRA');
  records.set(asha.chakra, { id: asha.chakra, displayName: 'Asha R.' });
  expect(await remembered()).toMatchObject({ displayName: 'Asha of Chakra' });
  expect(await user({ 'cache-control': 'no-cache' })).toMatchObject({ displayName: 'Asha R.' });
  expect(await remembered()).toMatchObject({ displayName: 'Asha R.' });
});

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
