import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../../sandbox/index.ts';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate } from './mutations.ts';
import { stranger } from './people.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});

afterAll(async () => facet.close());

beforeEach(() => facet.sandbox.resetLogs());

const CREATE = `mutation ($input: CreateUserInput!) {
  createUser(input: $input) {
    user { ...Written }
    outcomes { account { origin asOf raw ... on HaptikAccount { name } } }
  }
}
fragment Written on User {
  displayName givenName familyName email phone language customData lastActiveAt
  location { country countryName state }
  subscriptions { email sms voice }
  device { platform model osVersion packageName }
  haptik: account(at: HAPTIK) { origin asOf raw }
  voltMx: account(at: VOLT_MX) { origin asOf raw }
  provenance(fields: ["language"]) {
    candidates { backend state origin asOf value rawValue }
  }
}`;

const UPDATE = `mutation ($input: UpdateUserInput!) {
  updateUser(input: $input) {
    user { language device { model osVersion } customData account(at: HAPTIK) { raw asOf } }
    outcomes { account { origin asOf raw ... on HaptikAccount { language device { model } } } }
  }
}`;

const person = () => {
  const { haptik, haptikTract, location: _location, ...rest } = stranger();
  return {
    ...rest,
    language: 'ta',
    location: { country: 'US', state: 'Ohio' },
    lastActiveAt: '2025-06-01T08:15:00Z',
    subscriptions: { email: true, sms: false },
    device: { platform: 'WHATSAPP', model: 'Pixel 9', osVersion: '16' },
    customData: { tier: 'gold' },
    haptik,
    haptikTract,
  };
};

const NOW = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe('what was written is read back', () => {
  it('by the mutation itself: as the last write where the backend has no read', async () => {
    const input = person();
    const { data, errors } = await facet.query(CREATE, { input });
    expect(errors).toBeUndefined();
    const registered = {
      auth_id: input.haptik.authId,
      name: input.displayName,
      email: input.email,
      mobile_no: input.phone,
      language_code: 'ta',
      phone_model: 'Pixel 9',
      os_version: '16',
      custom_data: { tier: 'gold' },
    };
    expect(data?.['createUser']).toMatchObject({
      user: {
        displayName: input.displayName,
        givenName: input.givenName,
        familyName: input.familyName,
        email: input.email,
        phone: input.phone,
        language: 'ta',
        customData: { tier: 'gold' },
        lastActiveAt: '2025-06-01T08:15:00.000Z',
        location: { country: 'US', countryName: 'United States', state: 'Ohio' },
        subscriptions: { email: true, sms: false, voice: null },
        device: { platform: 'WHATSAPP', model: 'Pixel 9', osVersion: '16', packageName: null },
        haptik: { origin: 'LAST_WRITE', asOf: NOW, raw: registered },
        voltMx: { origin: 'LAST_WRITE', asOf: NOW, raw: { country: 'USA', state: 'Ohio' } },
        provenance: [
          {
            candidates: [
              {
                backend: 'HAPTIK',
                state: 'CHOSEN',
                origin: 'LAST_WRITE',
                asOf: NOW,
                value: 'ta',
                rawValue: 'ta',
              },
            ],
          },
        ],
      },
      outcomes: [
        { account: { origin: 'LIVE' } },
        { account: { origin: 'LAST_WRITE', name: input.displayName } },
        { account: null },
        { account: { origin: 'LAST_WRITE' } },
        { account: { origin: 'LIVE' } },
      ],
    });
  });

  it('by an update: the change laid over what was written before, in the outcome too', async () => {
    const input = person();
    await facet.query(CREATE, { input });
    const { data } = await facet.query(UPDATE, {
      input: {
        user: { authId: input.haptik.authId },
        set: { language: 'en', device: { model: null } },
      },
    });
    const raw = {
      name: input.displayName,
      language_code: 'en',
      phone_model: null,
      os_version: '16',
    };
    expect(data?.['updateUser']).toMatchObject({
      user: {
        language: 'en',
        device: { model: null, osVersion: '16' },
        customData: { tier: 'gold' },
        account: { raw },
      },
      outcomes: [
        { account: null },
        { account: { origin: 'LAST_WRITE', raw, language: 'en', device: { model: null } } },
        { account: null },
        { account: null },
        { account: null },
      ],
    });
  });

  it('not when the backend refused it', async () => {
    const { user } = await mutate(facet, 'createUser', { ...stranger(), language: 'ta' });
    facet.sandbox.backend('HAPTIK').fault('updateUser', faults.status(400), 1);
    const input = { user: { id: user?.id }, set: { language: 'en' } };
    const { data } = await facet.query(UPDATE, { input });
    expect(data?.['updateUser']).toMatchObject({ user: { language: 'ta' } });
  });

  it('the identifiers that the ECT’s hook was told and that it answered find the person', async () => {
    const { haptikTract } = stranger();
    const thirdPartyUserId = `wa-${haptikTract.userId}`;
    const { user } = await mutate(facet, 'createUser', {
      backends: ['HAPTIK_TRACT'],
      haptikTract: { ...haptikTract, thirdPartyUserId },
    });
    const query = `query ($by: UserBy!) {
      user(by: $by) { id account(at: HAPTIK_TRACT) { ... on HaptikTractAccount { ectUserId } } }
    }`;
    const found = await facet.query(query, { by: { thirdPartyUserId } });
    const record = facet.sandbox.backend('HAPTIK_TRACT').records.get(haptikTract.userId);
    const ectUserId = record?.['ect_user_id'];
    expect(ectUserId).toMatch(/^ect-/);
    expect(found.data).toEqual({ user: { id: user?.id, account: { ectUserId } } });
    expect((await facet.query(query, { by: { ectUserId } })).data).toEqual(found.data);
  });

  it('owners and pool as EMERITUS acknowledged them, null before', async () => {
    const { email } = stranger();
    const created = await mutate(facet, 'createUser', { backends: ['EMERITUS'], email });
    const user = { id: created.user?.id ?? '' };
    const owned = async () => {
      const query =
        'query ($user: UserBy!) { user(by: $user) { owners pool account(at: EMERITUS) { ... on EmeritusAccount { owners pool } } } }';
      return (await facet.query(query, { user })).data?.['user'];
    };
    expect(await owned()).toEqual({
      owners: null,
      pool: null,
      account: { owners: null, pool: null },
    });
    await mutate(facet, 'updatePool', { user, pool: 'public' });
    await mutate(facet, 'updateOwners', { user, add: ['a', 'b'] });
    const known = { owners: ['a', 'b'], pool: 'public' };
    expect(await owned()).toEqual({ ...known, account: known });
    await mutate(facet, 'updateOwners', { user, remove: ['a', 'b'] });
    expect(await owned()).toMatchObject({ owners: [], pool: 'public' });
  });
});

describe('one operation with several mutations', () => {
  it('reads anew after each of them', async () => {
    const { email } = stranger();
    const created = await mutate(facet, 'createUser', { backends: ['EMERITUS'], email });
    const id = created.user?.id;
    facet.sandbox.resetLogs();
    const document = `mutation ($user: UserBy!) {
      first: updateEmail(input: { user: $user, email: "first@example.net" }) { ...Shown }
      second: updateEmail(input: { user: $user, email: "second@example.net" }) { ...Shown }
      third: updatePool(input: { user: $user, pool: "dead" }) { user { pool email } }
    }
    fragment Shown on UpdateEmailPayload { user { id emails { address } } }`;
    const { data } = await facet.query(document, { user: { id } });
    expect(data).toEqual({
      first: { user: { id, emails: [{ address: 'first@example.net' }] } },
      second: { user: { id, emails: [{ address: 'second@example.net' }] } },
      third: { user: { pool: 'dead', email: 'second@example.net' } },
    });
    expect(facet.sandbox.calls()).toEqual({
      EMERITUS: { updateEmail: 2, updatePool: 1, contact: 3 },
    });
  });

  it('sees a user in the second whom the first one made', async () => {
    const { haptik, displayName } = stranger();
    const document = `mutation ($authId: ID!, $name: String!) {
      createUser(input: { backends: [HAPTIK], haptik: { authId: $authId } }) { user { id displayName } }
      updateUser(input: { user: { authId: $authId }, set: { displayName: $name } }) {
        user { id displayName }
        errors { code }
      }
    }`;
    const { data } = await facet.query(document, { authId: haptik.authId, name: displayName });
    const { createUser, updateUser } = data ?? {};
    expect(createUser).toMatchObject({ user: { displayName: null } });
    expect(updateUser).toMatchObject({ user: { displayName }, errors: [] });
  });
});
