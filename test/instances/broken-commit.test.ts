import { afterAll, beforeAll, expect, it } from 'vitest';
import { isOneProcess, startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { newPostgresUrl } from '../registry/databases.ts';
import { type PostgresProxy, startProxy } from '../registry/postgres-proxy.ts';
import { paced } from '../pace.ts';

let proxy: PostgresProxy;
let facet: TestFacet;

beforeAll(async () => {
  const url = await newPostgresUrl();
  proxy = await startProxy(url);
  const environment = {
    DATABASE_URL: proxy.urlOf(url),
    OPERATION_LEASE_MS: paced(1000),
    // It would look for what is left behind in between, and be cut off in the place of what is tested.
    RECOVERY_INTERVAL_MS: '600000',
  };
  facet = await startTestFacet({ environment });
});
afterAll(async () => {
  await facet.close();
  await proxy.close();
});

const CREATE = `mutation ($key: String!, $authId: ID!) {
  createUser(input: { idempotencyKey: $key, backends: [HAPTIK], haptik: { authId: $authId } }) {
    user { id } outcomes { backend status } errors { code } } }`;

const create = async (key: string, authId = `commit${key}`) => facet.query(CREATE, { key, authId });

/** How often HAPTIK was asked to create somebody. */
const asked = (authId: string): number =>
  facet.sandbox
    .backend('HAPTIK')
    .requests()
    .filter(({ body }) => JSON.stringify(body).includes(`"${authId}"`)).length;

it.runIf(isOneProcess).each(['unsent', 'unanswered'] as const)(
  'does not say that nothing was done when its first commit is %s, and does it once when asked again',
  async (commit) => {
    expect((await create(`first-${commit}`, `first${commit}`)).errors).toBeUndefined();
    proxy.cutNext({ commit });
    const { errors } = await create(commit);
    expect(errors).toMatchObject([{ extensions: { code: 'REGISTRY_INTERRUPTED' } }]);
    expect(errors?.[0]?.message).not.toContain('nothing was done');
    const { data } = await create(commit);
    expect(data?.['createUser']).toMatchObject({
      user: { id: expect.any(String) },
      outcomes: expect.arrayContaining([{ backend: 'HAPTIK', status: 'CREATED' }]),
    });
    expect(asked(`commit${commit}`)).toBe(1);
  },
);

it.runIf(isOneProcess)(
  'says that nothing was done when the connection breaks before it, and calls nobody',
  async () => {
    expect((await create('warm', 'warm')).errors).toBeUndefined();
    proxy.cutNext({ before: 1 });
    const { errors } = await create('before');
    expect(errors?.[0]?.message).toContain('nothing was done');
    expect(asked('commitbefore')).toBe(0);
  },
);
