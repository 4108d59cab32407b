import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDocument } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { BackendAdapter } from '#backends';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { plainEmail, INVALID, Partly } from '#normalise';
import { chakra } from '../../src/backends/chakra/index.ts';
import { describeBackend } from './contract.ts';
import { json, StandIn } from './stand-in.ts';
import { PACE } from '../pace.ts';

const document = new URL('../../src/backends/chakra/openapi.json', import.meta.url);
const id = '9763caa1-cef3-497f-b3b2-f551456b2831';
const account = { backend: 'CHAKRA', scope: '', ref: id } as const;
const call = { onCall: () => undefined };

const amy = {
  id,
  createdAt: 1_700_000_000_000,
  displayName: 'Amy Acker',
  dob: 642_902_400_000,
  gender: 'Female',
  phones: ['+91 98765 43210'],
  primaryPhone: null,
  emails: [],
  reportees: null,
};

const environment = (url: string) => ({ CHAKRA_URL: url, CHAKRA_TOKEN: 'chakra-secret' });

describeBackend({
  module: chakra,
  document,
  environment,
  urlVariable: 'CHAKRA_URL',
  required: ['CHAKRA_TOKEN'],
  failure: (words) => ({ _data: null, _errors: [{ message: words }] }),
  samples: [
    {
      name: 'reads a user',
      operation: 'user',
      run: async (adapter, context) => adapter.reads['user']?.read(account, [], context),
      sends: {
        method: 'GET',
        target: `/v1/ext/user/${id}`,
        headers: { authorization: 'Bearer chakra-secret' },
        body: undefined,
      },
      answer: { _data: amy, _meta: {}, _errors: [] },
      returns: amy,
      violations: {
        _data: {},
        '_data.id': { _data: { ...amy, id: '9763caa1-cef3-497f-b3b2-f551456b2832' } },
        _errors: { _data: amy, _errors: 'no list' },
      },
    },
  ],
});

describe('Chakra', () => {
  let standIn: StandIn;
  let http: ConnectedHttp;
  let adapter: BackendAdapter;

  beforeAll(async () => {
    standIn = await StandIn.start();
    const { url } = standIn;
    const { name: backend } = chakra;
    http = connectHttp({ backend, url, timeoutMs: 1000 * PACE, document: loadDocument(document) });
    adapter = chakra.connect(chakra.settings.parse(environment(url)), http);
  });

  afterAll(async () => {
    await http.close();
    await standIn.stop();
  });

  const read = async (ref: string = id) =>
    adapter.reads['user']?.read({ ...account, ref }, [], call);

  const valueOf = (property: string, record: Readonly<Record<string, unknown>>): unknown => {
    const field = adapter.fields[property];
    return field?.normalise(field.raw(record), record);
  };

  it('knows no such user when it answers 404 or no data', async () => {
    standIn.reply = json({ _data: null, _errors: [{ message: 'Not found' }] }, 404);
    expect(await read()).toBeNull();
    standIn.reply = json({ _data: null });
    expect(await read()).toBeNull();
  });

  it.each([
    [[{ message: 'Too curious', code: 'X' }], 'Too curious'],
    [['Too curious'], 'Too curious'],
    [[{ reason: 'unknown form' }], undefined],
  ])('fails when a 200 lists errors: %j', async (errors, backendMessage) => {
    standIn.reply = json({ _data: amy, _errors: errors });
    const details = { retryable: false, effect: 'none', backendMessage };
    await expect(read()).rejects.toMatchObject({ code: 'BACKEND_REJECTED', details });
  });

  it('does not echo the id of the path in the words of the vendor', async () => {
    standIn.reply = json({ _errors: [{ message: `No rights on ${id.toUpperCase()}.` }] }, 400);
    await expect(read()).rejects.toMatchObject({ details: { backendMessage: 'No rights on ….' } });
  });

  it.each(['../admin', `${id}/..`, `${id}%2f`, '9763caa1cef3497fb3b2f551456b2831', '', `${id}\n`])(
    'refuses %j as an id, and makes no call with it',
    async (value) => {
      expect(() => adapter.identifiers.chakraId?.(value)).toThrow('UUID');
      standIn.received.length = 0;
      expect(await read(value)).toBeNull();
      expect(standIn.received).toEqual([]);
    },
  );

  it('takes an id in capitals for the same person', async () => {
    expect(adapter.identifiers.chakraId?.(id.toUpperCase())).toEqual({ by: 'key', ...account });
    expect(adapter.byReference({ ref: id })).toEqual({ chakraId: id });
    standIn.reply = json({ _data: { ...amy, id: id.toUpperCase() } });
    expect(await read()).toMatchObject({ displayName: 'Amy Acker' });
    expect(valueOf('reportees', { reportees: [id.toUpperCase(), null, id] })).toEqual([id]);
  });

  it('leaves out reportees that could not be asked for', () => {
    expect(valueOf('reportees', { reportees: [id, '../admin'] })).toEqual(new Partly([id], 1));
    expect(valueOf('reportees', { reportees: ['7'] })).toBe(INVALID);
  });

  it('maps every plain field', () => {
    const record = {
      username: 'amy',
      firstName: 'Amy',
      middleName: 'L',
      lastName: 'Acker',
      displayName: ' Amy Acker ',
      gender: 'FEMALE',
      dob: 642_902_400_000,
      bio: 'Actor',
      profileImageUrl: 'https://example.com/a.png',
      coverImageUrl: 'not a URL',
      timezone: 'Asia/Kolkata',
      isActive: true,
      isDeleted: false,
      deletedAt: null,
      availabilityStatus: 'AWAY',
      team: 'Support',
      role: 'Lead',
      data: { a: 1 },
      onboardingData: [1],
      profile: 'x',
      createdAt: 1_700_000_000_000,
      updatedAt: 0,
    };
    const properties = Object.keys(adapter.fields).filter((name) => valueOf(name, record) !== null);
    expect(Object.fromEntries(properties.map((name) => [name, valueOf(name, record)]))).toEqual({
      username: 'amy',
      firstName: 'Amy',
      middleName: 'L',
      lastName: 'Acker',
      displayName: 'Amy Acker',
      gender: 'FEMALE',
      birthDate: '1990-05-17',
      bio: 'Actor',
      profileImageUrl: 'https://example.com/a.png',
      coverImageUrl: INVALID,
      timezone: 'Asia/Kolkata',
      active: true,
      deleted: false,
      availabilityStatus: 'AWAY',
      team: 'Support',
      role: 'Lead',
      data: { a: 1 },
      onboardingData: [1],
      profile: 'x',
      createdAt: '2023-11-14T22:13:20.000Z',
      updatedAt: INVALID,
    });
  });

  it('counts time in seconds where it is told to', () => {
    const settings = chakra.settings.parse({ ...environment(standIn.url), CHAKRA_EPOCH_UNIT: 's' });
    const { birthDate } = chakra.connect(settings, http).fields;
    expect(birthDate?.normalise(642_902_400, {})).toBe('1990-05-17');
  });

  it('puts the primary address first, once, and leaves out what is no address', () => {
    const primaryEmail = { email: 'Amy@Example.com', type: 'work', isVerified: true };
    const emails = [
      { email: 'b@example.com' },
      null,
      { email: 'amy@example.com' },
      { email: null },
    ];
    const expected = [
      { ...plainEmail('Amy@Example.com'), kind: 'work', verified: true, primary: true },
      { ...plainEmail('b@example.com'), primary: false },
    ];
    expect(valueOf('emails', { emails, primaryEmail })).toEqual(expected);
    const broken = [...emails, { email: 'nowhere' }];
    expect(valueOf('emails', { emails: broken, primaryEmail })).toEqual(new Partly(expected, 1));
    const address = 'Amy@Example.com';
    expect(
      valueOf('emails', {
        primaryEmail: { email: address },
        emails: [
          { email: address, type: 'work' },
          { email: address, isVerified: false },
        ],
      }),
    ).toEqual([{ ...plainEmail(address), kind: 'work', verified: false, primary: true }]);
    expect(valueOf('emails', { emails: [] })).toBeNull();
    expect(adapter.fields['emails']?.backendField).toBe('emails primaryEmail');
  });

  it('reads phones as text or as objects, the primary one first', () => {
    const phones = [
      '+91 98765 43210',
      { phone: '+14155550123' },
      { number: '+442079460000' },
      null,
    ];
    expect(valueOf('phones', { phones, primaryPhone: { number: '+1 415 555 0123' } })).toEqual([
      { number: '+14155550123', kind: 'OTHER', primary: true },
      { number: '+919876543210', kind: 'OTHER', primary: false },
      { number: '+442079460000', kind: 'OTHER', primary: false },
    ]);
    expect(valueOf('phones', { phones: ['12'], primaryPhone: null })).toBe(INVALID);
  });
});
