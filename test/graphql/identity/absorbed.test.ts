import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { enter, everything, nowhere } from '../person.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterAll(() => facet.close());

const LINK = `mutation ($in: LinkAccountInput!) { linkAccount(input: $in) {
  user { id } absorbedIds errors { code } } }`;
const UNLINK = `mutation ($in: UnlinkAccountInput!) { unlinkAccount(input: $in) {
  user { id } restored { id accounts { ref } } errors { code } } }`;

async function mutate(document: string, user: string, account: object) {
  const { data, errors } = await facet.query(document, { in: { user: { id: user }, account } });
  expect(errors).toBeUndefined();
  const payload = Object(data);
  return payload.linkAccount ?? payload.unlinkAccount;
}

const node = async (id: string): Promise<unknown> => {
  const { data } = await facet.query('query ($id: ID!) { node(id: $id) { id } }', { id });
  return Object(data).node?.id;
};

/** Oldest first, each with an account in another place. */
async function threeUsers() {
  const one = await enter(facet, { ...nowhere, haptik: {} });
  const two = await enter(facet, { ...nowhere, volt: {} });
  const three = await enter(facet, { ...nowhere, tract: everything.tract });
  return [one, two, three] as const;
}

describe('linkAccount', () => {
  it.each([
    ['the older user', 0],
    ['the younger user', 1],
  ])('names the younger user’s id as absorbed when it is asked for %s', async (_who, asked) => {
    const [one, two] = await threeUsers();
    const account = asked === 0 ? { voltMxId: two.volt } : { authId: one.haptik };
    const payload = await mutate(LINK, [one, two][asked]?.id ?? '', account);
    expect(payload).toEqual({ user: { id: one.id }, absorbedIds: [two.id], errors: [] });
    expect(await node(two.id)).toBe(one.id);
  });

  it('names those too whom the younger one had absorbed', async () => {
    const [one, two, three] = await threeUsers();
    const first = await mutate(LINK, two.id, { haptikUserId: three.tract });
    expect(first.absorbedIds).toEqual([three.id]);
    const { absorbedIds } = await mutate(LINK, one.id, { voltMxId: two.volt });
    expect(new Set(absorbedIds)).toEqual(new Set([two.id, three.id]));
  });

  it('absorbs nobody when nobody is merged', async () => {
    const [one, two] = await threeUsers();
    const fresh = await mutate(LINK, one.id, { voltMxId: '4711' });
    expect(fresh).toMatchObject({ absorbedIds: [], errors: [] });
    const again = await mutate(LINK, one.id, { voltMxId: '4711' });
    expect(again).toMatchObject({ absorbedIds: [], errors: [] });
    const refused = await mutate(LINK, one.id, { voltMxId: two.volt });
    expect(refused).toMatchObject({ absorbedIds: [], errors: [{ code: 'CONFLICT' }] });
  });
});

describe('unlinkAccount', () => {
  it('names who lives again when a merge is undone, with those whom they had absorbed', async () => {
    const [one, two, three] = await threeUsers();
    await mutate(LINK, two.id, { haptikUserId: three.tract });
    await mutate(LINK, one.id, { voltMxId: two.volt });
    const payload = await mutate(UNLINK, three.id, { voltMxId: two.volt });
    const accounts = [{ ref: three.tract }, { ref: two.volt }];
    const restored = { id: two.id, accounts };
    expect(payload).toEqual({ user: { id: one.id }, restored, errors: [] });
    expect(await node(two.id)).toBe(two.id);
    expect(await node(three.id)).toBe(two.id);
  });

  it('names nobody when no merge is undone', async () => {
    const [one, two] = await threeUsers();
    await mutate(LINK, one.id, { voltMxId: two.volt });
    const payload = await mutate(UNLINK, one.id, { authId: one.haptik });
    expect(payload).toEqual({ user: { id: one.id }, restored: null, errors: [] });
    const nothing = await mutate(UNLINK, one.id, { authId: one.haptik });
    expect(nothing).toMatchObject({ restored: null, errors: [{ code: 'NOT_FOUND' }] });
  });
});
