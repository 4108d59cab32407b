import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peopleByApolloClient } from '../../examples/apollo-client/people.ts';
import type { People } from '../../examples/people.ts';
import { peopleByRelay } from '../../examples/relay/people.ts';
import { peopleByUrql } from '../../examples/urql/people.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { enter, everything, nowhere } from '../graphql/person.ts';

const clients = {
  'Apollo Client': peopleByApolloClient,
  urql: peopleByUrql,
  Relay: peopleByRelay,
} as const;

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ people: true });
});
afterAll(() => facet.close());

/** Somebody whose e-mail address no other backend decides. */
function onlyAtHaptik(): string {
  const person = facet.sandbox.people.find(
    ({ accounts: [account, ...others] }) => account?.backend === 'HAPTIK' && others.length === 0,
  );
  return person?.accounts[0]?.ref ?? '';
}

describe.each(Object.entries(clients))('a frontend with %s', (_name, peopleBy) => {
  /** Each test has a cache of its own. */
  const start = (): People => peopleBy(`${facet.url}/graphql`);

  it('finds a person by any identifier, and nobody by one that is unknown', async () => {
    const people = start();
    const latha = await people.find({ authId: 'facetauth1001' });
    expect(latha).toMatchObject({ displayName: 'Latha Ganesh' });
    expect(latha?.accounts.map(({ backend }) => backend)).toContain('CHAKRA');
    expect(people.cachedEmail({ authId: 'facetauth1001' })).toMatch(/@/);
    expect(await people.find({ authId: 'nobody' })).toBeNull();
  });

  it('pages to the end, with everybody once', async () => {
    const ids = await start().everyone(100);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(await facet.registry.count(null));
  });

  it('shows a write in its cache, and what is wrong with one as data', async () => {
    const people = start();
    const authId = onlyAtHaptik();
    await people.find({ authId });
    const email = 'asha.rao@example.org';
    expect(await people.changeEmail({ user: { authId }, email })).toMatchObject({ errors: [] });
    expect(people.cachedEmail({ authId })).toBe(email);
    const user = { chakraId: '00000000-0000-4000-8000-000000000000' };
    expect(await people.changeEmail({ user, email })).toMatchObject({
      user: null,
      errors: [{ code: 'NOT_FOUND' }],
    });
  });

  it('drops from its cache who was merged, and has them again when they live again', async () => {
    const people = start();
    const one = await enter(facet, { ...nowhere, haptik: { email: 'one@example.org' } });
    const two = await enter(facet, { ...nowhere, chakra: everything.chakra });
    await people.find({ id: one.id });
    await people.find({ id: two.id });
    const by = { chakraId: two.chakra };
    expect(await people.find(by)).toMatchObject({ id: two.id });
    expect(people.cachedEmail({ id: two.id })).not.toBeNull();
    const move = { user: { id: one.id }, account: by };
    expect(await people.link(move)).toMatchObject({ absorbedIds: [two.id], errors: [] });
    expect(people.cachedEmail({ id: two.id })).toBeNull();
    expect(people.cachedEmail({ id: one.id })).not.toBeNull();
    for (const former of [{ id: two.id }, by])
      expect(await people.find(former)).toMatchObject({ id: one.id });
    expect(await people.unlink(move)).toMatchObject({ restored: { id: two.id }, errors: [] });
    for (const own of [{ id: two.id }, by])
      expect(await people.find(own)).toMatchObject({ id: two.id });
  });

  it('aborts what nobody waits for any more, down to the backend', async () => {
    const { id } = await enter(facet, { ...nowhere, chakra: everything.chakra });
    const aborter = new AbortController();
    const aborted = new Promise((resolve) => {
      facet.sandbox.backend('CHAKRA').fault(
        'user',
        {
          instead: (response) => {
            response.once('close', resolve);
            aborter.abort();
          },
        },
        1,
      );
    });
    await expect(start().find({ id }, aborter.signal)).rejects.toThrow(/abort/i);
    await aborted;
  });
});

describe('the examples', () => {
  it('ask for the packages that the tests run them with', () => {
    const packageAt = (path: string) =>
      JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
    const { dependencies, devDependencies } = packageAt('../../package.json');
    const own = packageAt('../../examples/package.json').dependencies;
    expect({ ...dependencies, ...devDependencies }).toMatchObject(own);
  });
});
