import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../../sandbox/index.ts';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate, outcomeAt } from './mutations.ts';
import { stranger } from './people.ts';
import { HEADERS, sent } from './requests.ts';

let facet: TestFacet;
let person: { readonly id: string; readonly userId: string };

beforeAll(async () => {
  facet = await startTestFacet();
});

afterAll(async () => facet.close());

beforeEach(async () => {
  facet.sandbox.backend('EMERITUS').clearFaults();
  const { email } = stranger();
  const payload = await mutate(facet, 'createUser', { backends: ['EMERITUS'], email });
  person = {
    id: payload.user?.id ?? '',
    userId: outcomeAt(payload, 'EMERITUS').account?.ref ?? '',
  };
  facet.sandbox.resetLogs();
});

const change = (event_type: 'add' | 'remove', owner_id: string, corp_id = 'facet-academy') => ({
  method: 'POST',
  path: '/api/v5/entity/user/owner/update',
  headers: HEADERS.EMERITUS,
  body: { user_id: person.userId, corp_id, owner_id, event_type },
});

const changes = (input: object) =>
  mutate(facet, 'updateOwners', { user: { id: person.id }, ...input });

describe('updateOwners', () => {
  it('is one call an owner: removals first, then additions, each in the order given', async () => {
    await changes({ add: ['left', 'stays'] });
    facet.sandbox.resetLogs();
    const payload = await changes({ add: ['new-b', 'new-a'], remove: ['left', 'never-there'] });
    expect(sent(facet, 'EMERITUS')).toEqual([
      change('remove', 'left'),
      change('remove', 'never-there'),
      change('add', 'new-b'),
      change('add', 'new-a'),
    ]);
    expect(payload.outcomes).toEqual([
      { owner: 'left', change: 'REMOVE', status: 'UPDATED', error: null },
      { owner: 'never-there', change: 'REMOVE', status: 'UPDATED', error: null },
      { owner: 'new-b', change: 'ADD', status: 'UPDATED', error: null },
      { owner: 'new-a', change: 'ADD', status: 'UPDATED', error: null },
    ]);
    expect(payload.owners).toEqual(['stays', 'new-b', 'new-a']);
  });

  it('changes an owner once who is named twice', async () => {
    await changes({ add: ['twice', 'twice'] });
    expect(sent(facet, 'EMERITUS')).toEqual([change('add', 'twice')]);
  });

  it('stops at the first failure, and says what was applied and what was not', async () => {
    await changes({ add: ['first', 'second'] });
    facet.sandbox.resetLogs();
    const body = { code: 10042, msg: 'Not this one.', data: null };
    const emeritus = facet.sandbox.backend('EMERITUS');
    emeritus.fault('updateOwner', {}, 1);
    emeritus.fault('updateOwner', faults.status(200, {}, body), 1);
    const payload = await changes({ remove: ['first', 'second'], add: ['third'] });
    expect(sent(facet, 'EMERITUS')).toEqual([
      change('remove', 'first'),
      change('remove', 'second'),
    ]);
    expect(payload.outcomes).toMatchObject([
      { owner: 'first', change: 'REMOVE', status: 'UPDATED', error: null },
      {
        owner: 'second',
        change: 'REMOVE',
        status: 'FAILED',
        error: { code: 'BACKEND_REJECTED', backendMessage: 'Not this one.' },
      },
      { owner: 'third', change: 'ADD', status: 'SKIPPED', error: { code: 'BACKEND_REJECTED' } },
    ]);
    expect(payload.owners).toEqual(['second']);
  });

  it('goes no further where nobody knows whether it took effect', async () => {
    facet.sandbox.backend('EMERITUS').fault('updateOwner', faults.lostAnswer(), 1);
    const payload = await changes({ add: ['lost', 'after'] });
    expect(payload.outcomes.map(({ status }) => status)).toEqual(['PENDING', 'PENDING']);
    expect(facet.sandbox.backend('EMERITUS').calls()).toBe(1);
    expect(payload.owners).toBeNull();
  });

  it('tells an empty list when the last owner has gone', async () => {
    await changes({ add: ['only'] });
    expect(await changes({ remove: ['only'] })).toMatchObject({ owners: [] });
  });

  it('of a person without an account at EMERITUS sends nothing', async () => {
    const { user } = await mutate(facet, 'createUser', {
      backends: ['HAPTIK'],
      displayName: 'Without Owners',
    });
    const payload = await mutate(facet, 'updateOwners', {
      user: { id: user?.id ?? '' },
      remove: ['a'],
      add: ['b'],
    });
    expect(payload.user?.id).toBe(user?.id);
    expect(payload.owners).toBeNull();
    expect(payload.outcomes).toMatchObject([
      { owner: 'a', change: 'REMOVE', status: 'SKIPPED', error: { code: 'NOT_FOUND' } },
      { owner: 'b', change: 'ADD', status: 'SKIPPED', error: { code: 'NOT_FOUND' } },
    ]);
  });

  it('changes the account that the caller names, and tells that account’s owners', async () => {
    const { haptik, email } = stranger();
    const created = await mutate(facet, 'createUser', {
      backends: ['HAPTIK', 'EMERITUS'],
      haptik,
      email,
    });
    await mutate(facet, 'updateOwners', { user: haptik, add: ['at-the-academy'] });
    const second = await mutate(facet, 'createUser', {
      backends: ['EMERITUS'],
      haptik,
      email,
      emeritus: { corpId: 'facet-institute' },
    });
    expect(second.user?.id).toBe(created.user?.id);
    const userId = outcomeAt(second, 'EMERITUS').account?.ref ?? '';
    facet.sandbox.resetLogs();
    const payload = await mutate(facet, 'updateOwners', {
      user: { emeritus: { corpId: 'facet-institute', userId } },
      add: ['at-the-institute'],
    });
    expect(sent(facet, 'EMERITUS').map(({ body }) => body)).toEqual([
      {
        user_id: userId,
        corp_id: 'facet-institute',
        owner_id: 'at-the-institute',
        event_type: 'add',
      },
    ]);
    expect(payload.owners).toEqual(['at-the-institute']);
  });
});
