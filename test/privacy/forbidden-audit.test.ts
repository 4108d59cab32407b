import { afterAll, beforeAll, expect, it } from 'vitest';
import { SCOPES } from '#access';
import { type CalledFacet, startFacetForCallers } from '../access/callers.ts';

let facet: CalledFacet;
beforeAll(async () => {
  facet = await startFacetForCallers({}, ['corp-1']);
});
afterAll(async () => facet.close());

it('has each mutation that a caller may not make in the audit, with the scope that is lacking', async () => {
  const document = `mutation {
    one: updatePool(input: { user: { id: "user_x" }, pool: "p" }) { errors { code } }
    two: eraseUser(input: { user: { id: "user_x" } }) { errors { code } } }`;
  await facet.as({ scopes: ['users:read'] }, document);
  await facet.as({ scopes: ['users:read', 'users:erase'] }, document);
  const audited = async () => {
    const { data } = await facet.query(
      '{ audit(filter: { action: FORBIDDEN }) { nodes { caller detail code } } }',
    );
    const page = data?.['audit'] as { readonly nodes: readonly object[] } | undefined;
    return page?.nodes ?? [];
  };
  const code = 'FORBIDDEN';
  const pool = { detail: 'updatePool: users:write', code, caller: expect.any(String) };
  const erase = { detail: 'eraseUser: users:erase', code, caller: 'scopes-0-all' };
  // They are written while nobody waits for them.
  await expect.poll(async () => (await audited()).length).toBe(3);
  expect(await audited()).toEqual(expect.arrayContaining([pool, erase, pool]));
});

it('lets nobody erase who is bound to corporations', async () => {
  const { data, text } = await facet.as(
    { scopes: SCOPES, corporations: ['corp-1'] },
    'mutation { eraseUser(input: { user: { id: "user_x" } }) { errors { code } } }',
  );
  expect(data, text).toEqual({ eraseUser: { errors: [{ code: 'FORBIDDEN' }] } });
});
