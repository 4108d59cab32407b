import { afterAll, beforeAll, expect, it } from 'vitest';
import { SCOPES } from '#access';
import { CORPORATION, type Entered, enter, everything, nowhere } from '../graphql/person.ts';
import { type CalledFacet, allBut, startFacetForCallers } from './callers.ts';

let facet: CalledFacet;
let asha: Entered;
let boris: Entered;

beforeAll(async () => {
  const environment = { CACHE_TTL_MS: '600000' };
  facet = await startFacetForCallers({ environment }, [CORPORATION]);
  asha = await enter(facet);
  boris = await enter(facet, { ...nowhere, chakra: everything.chakra });
});
afterAll(() => facet.close());

it('gives nobody what was answered to others who may have more', async () => {
  const document = `{ users(by: [{ id: "${asha.id}" }, { id: "${boris.id}" }]) { id emails { address } } }`;
  // The last ones are given the answer before.
  for (let time = 0; time < 4; time += 1) {
    const { text } = await facet.query(document);
    expect(text).toContain('@');
    expect(text).toContain(boris.id);
  }
  const bound = await facet.as({ scopes: SCOPES, corporations: [CORPORATION] }, document);
  expect(bound.text).toContain('@');
  expect(bound.text).not.toContain(boris.id);
  const withoutContacts = await facet.as(allBut('users:contact'), document);
  expect(withoutContacts.text).not.toContain('@');
  expect((await facet.query(document)).text).toContain('@');
});

it('leaves out of a list whom the caller may not know of, also when others were just told', async () => {
  const chakra = { ...everything.chakra, reportees: [asha.chakra, boris.chakra] };
  const lead = await enter(facet, { ...everything, chakra });
  const document = `{ user(by: { id: "${lead.id}" }) { reportees { id } } }`;
  for (let time = 0; time < 4; time += 1) {
    const { data } = await facet.query(document);
    expect(data).toEqual({ user: { reportees: [{ id: asha.id }, { id: boris.id }] } });
  }
  const bound = await facet.as({ scopes: SCOPES, corporations: [CORPORATION] }, document);
  expect(bound.data).toEqual({ user: { reportees: [{ id: asha.id }] } });
});
