import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Backend, OutcomeStatus } from '#schema';
import { faults } from '../../../sandbox/index.ts';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { stranger } from './people.ts';

interface Told {
  readonly backend: Backend;
  readonly status: OutcomeStatus;
  readonly stored: readonly string[];
  readonly notStored: readonly { readonly path: readonly string[]; readonly reason: string }[];
}

const PARTS = 'backend status stored notStored { path reason }';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});

afterAll(async () => facet.close());

beforeEach(() => facet.sandbox.reset());

async function write(mutation: string, input: object) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await facet.query(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) {
      user { id } errors { code path } operation { id outcomes { ${PARTS} } } outcomes { ${PARTS} } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return Object(data)[mutation];
}

const at = ({ outcomes }: { readonly outcomes: readonly Told[] }, backend: Backend): Told => {
  const told = outcomes.find((one) => one.backend === backend);
  if (!told) throw new Error(`No outcome for ${backend}.`);
  return told;
};

const missing = ({ notStored }: Told): readonly string[] =>
  notStored.map(({ path }) => path.join('.'));

const everything = () => ({
  ...stranger(),
  language: 'ta',
  location: { country: 'IN', state: 'Tamil Nadu', city: 'Chennai' },
  lastActiveAt: '2025-06-01T08:15:00.000Z',
  subscriptions: { email: true, sms: false },
  device: { platform: 'OTHER', model: 'Pixel 9' },
  customData: { tier: 'gold' },
});

describe('every part of an input that a backend took is told as stored or as not stored', () => {
  it('by each backend that creates the person, by path and with the reason', async () => {
    const { haptik, ...input } = everything();
    const payload = await write('createUser', { ...input, haptik: { ...haptik, authCode: 's3' } });
    expect(at(payload, 'HAPTIK')).toEqual({
      backend: 'HAPTIK',
      status: 'CREATED',
      stored: [
        'displayName',
        'email',
        'phone',
        'language',
        'device.model',
        'customData',
        'haptik.authId',
        'haptik.authCode',
      ],
      notStored: [
        'givenName',
        'familyName',
        'location.country',
        'location.state',
        'location.city',
        'lastActiveAt',
        'subscriptions.email',
        'subscriptions.sms',
        'device.platform',
      ].map((name) => ({
        path: ['input', ...name.split('.')],
        reason: 'HAPTIK documents no write for it.',
      })),
    });
    expect(at(payload, 'VOLT_MX').stored).toEqual([
      'givenName',
      'familyName',
      'email',
      'phone',
      'location.country',
      'location.state',
      'lastActiveAt',
      'subscriptions.email',
      'subscriptions.sms',
    ]);
    expect(missing(at(payload, 'VOLT_MX'))).toContain('input.location.city');
    expect(at(payload, 'VOLT_MX').notStored).toContainEqual({
      path: ['input', 'customData'],
      reason: 'VOLT_MX is sent the keys that VOLT_MX_ATTRIBUTES names, and no others.',
    });
    expect(at(payload, 'HAPTIK_TRACT').stored).toEqual(['displayName', 'haptikTract.userId']);
    expect(at(payload, 'HAPTIK_TRACT').notStored).toContainEqual({
      path: ['input', 'device', 'platform'],
      reason: 'HAPTIK_TRACT has no name for this platform.',
    });
    expect(at(payload, 'EMERITUS').stored).toContain('phone');
    expect(missing(at(payload, 'EMERITUS'))).toContain('input.location.city');
    expect(at(payload, 'CHAKRA')).toMatchObject({ stored: [], notStored: [] });
  });

  it('by a change, a cleared group as a whole', async () => {
    const { user } = await write('createUser', { ...stranger(), backends: ['HAPTIK'] });
    const set = { displayName: 'Other', device: null, customData: { tier: 'silver' } };
    const payload = await write('updateUser', { user: { id: user.id }, set });
    expect(at(payload, 'HAPTIK')).toMatchObject({
      status: 'UPDATED',
      stored: ['set.displayName', 'set.device', 'set.customData'],
      notStored: [],
    });
    const partly = await write('updateUser', {
      user: { id: user.id },
      set: { phone: '+919812000099', device: { platform: 'IOS', osVersion: '18' } },
    });
    expect(at(partly, 'HAPTIK')).toMatchObject({
      stored: ['set.phone', 'set.device.osVersion'],
      notStored: [
        {
          path: ['input', 'set', 'device', 'platform'],
          reason: 'HAPTIK documents no write for it.',
        },
      ],
    });
  });

  it('by a change of an e-mail address, of a pool and of owners', async () => {
    const { email } = stranger();
    const { user } = await write('createUser', { email, backends: ['EMERITUS'] });
    const by = { user: { id: user.id } };
    const changed = await write('updateEmail', { ...by, email: 'other@example.net' });
    expect(at(changed, 'EMERITUS').stored).toEqual(['email']);
    const moved = await write('updatePool', { ...by, pool: 'alive' });
    expect(at(moved, 'EMERITUS').stored).toEqual(['pool']);
    const owned = await facet.query(
      `mutation ($input: UpdateOwnersInput!) { updateOwners(input: $input) {
        operation { outcomes { ${PARTS} } } } }`,
      { input: { ...by, add: ['o1', 'o1', 'o2'] } },
    );
    const { outcomes } = Object(owned.data).updateOwners.operation;
    expect(outcomes.map(({ stored }: Told) => stored)).toEqual([['add.0'], ['add.2']]);
  });
});

describe('of a person whom a backend had already nothing is stored', () => {
  it('whether the registry knows the account or the backend says so', async () => {
    const { displayName, email, haptik } = stranger();
    const input = { displayName, email, haptik, backends: ['HAPTIK', 'EMERITUS'] };
    await write('createUser', input);
    const again = await write('createUser', input);
    for (const backend of ['HAPTIK', 'EMERITUS'] as const) {
      expect(at(again, backend)).toMatchObject({ status: 'EXISTED', stored: [] });
      expect(missing(at(again, backend)).toSorted()).toEqual(['input.displayName', 'input.email']);
    }
    expect(at(again, 'HAPTIK').notStored[0]?.reason).toBe(
      'HAPTIK has this person already, and a creation changes nothing there.',
    );
  });

  it('nor of one that a backend refused, or was not asked for', async () => {
    facet.sandbox.backend('HAPTIK').fault('createUser', faults.status(400));
    const payload = await write('createUser', { ...everything(), backends: ['HAPTIK'] });
    expect(at(payload, 'HAPTIK')).toMatchObject({ status: 'FAILED', stored: [], notStored: [] });
    expect(at(payload, 'VOLT_MX')).toMatchObject({ status: 'SKIPPED', stored: [], notStored: [] });
  });
});

describe('what was stored is told again', () => {
  it('to the same key, and by `operation`', async () => {
    const input = { ...everything(), idempotencyKey: 'told again' };
    const first = await write('createUser', input);
    expect(first.operation.outcomes).toEqual(first.outcomes);
    const again = await write('createUser', input);
    expect(again).toEqual(first);
    const { data } = await facet.query(
      `query ($id: ID!) { operation(id: $id) { outcomes { ${PARTS} } } }`,
      { id: first.operation.id },
    );
    expect(Object(data).operation.outcomes).toEqual(first.outcomes);
  });
});

describe('a rule that VOLT_MX documents', () => {
  it('costs the creation no more than the number that breaks it', async () => {
    const input = { ...stranger(), phone: '+4741234567', backends: ['VOLT_MX'] };
    const payload = await write('createUser', input);
    expect(at(payload, 'VOLT_MX')).toMatchObject({
      status: 'CREATED',
      notStored: expect.arrayContaining([
        {
          path: ['input', 'phone'],
          reason: 'VOLT_MX takes a country code followed by a ten digit number.',
        },
      ]),
    });
    expect(at(payload, 'VOLT_MX').stored).not.toContain('phone');
  });

  it('and that the backend finds broken is an error at the input that it speaks of', async () => {
    const message = "Attribute 'lastName' is a mandatory field.";
    facet.sandbox.backend('VOLT_MX').fault('createUser', faults.status(400, {}, { message }));
    const input = {
      ...stranger(),
      backends: ['HAPTIK', 'VOLT_MX'],
      idempotencyKey: 'refused input',
    };
    const payload = await write('createUser', input);
    const path = ['input', 'familyName'];
    expect(payload.errors).toEqual([{ code: 'INVALID_INPUT', path }]);
    expect(at(payload, 'VOLT_MX')).toMatchObject({ status: 'FAILED', notStored: [{ path }] });
    expect(at(payload, 'HAPTIK')).toMatchObject({ status: 'CREATED' });
    expect(await write('createUser', input)).toEqual(payload);
  });
});
