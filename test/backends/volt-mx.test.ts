import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDocument } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { BackendAdapter, Prepared, CallContext } from '#backends';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { INVALID } from '#normalise';
import type { CreateUserInput } from '#schema';
import { voltMx } from '../../src/backends/volt-mx/index.ts';
import { describeBackend } from './contract.ts';
import { json, raw, StandIn } from './stand-in.ts';
import { PACE } from '../pace.ts';

const document = new URL('../../src/backends/volt-mx/openapi.json', import.meta.url);
const account = { backend: 'VOLT_MX', scope: '', ref: '9' } as const;
const call: CallContext = { onCall: () => undefined };

const environment = (url: string) => ({
  VOLT_MX_URL: url,
  VOLT_MX_USERNAME: 'facet',
  VOLT_MX_PASSWORD: 'pass:wörd',
});

const input: CreateUserInput = {
  displayName: 'Latha G.',
  givenName: 'Latha',
  familyName: 'Ganesh',
  email: 'latha@example.com',
  phone: '+919876543210',
  location: { country: 'US', state: 'Ohio', city: 'Dayton' },
  lastActiveAt: '2024-01-31T09:30:00.000Z',
  subscriptions: { email: true, sms: false, voice: true },
};

const sent = {
  firstName: 'Latha',
  lastName: 'Ganesh',
  country: 'USA',
  state: 'Ohio',
  email: 'latha@example.com',
  mobileNumber: '919876543210',
  smsSubscription: false,
  voiceSubscription: true,
  emailSubscription: true,
  lastActiveDate: '2024-01-31T09:30:00.000Z',
};

const prepare = (adapter: BackendAdapter, person: CreateUserInput): Prepared | undefined =>
  adapter.writes.create?.prepare(person, null);

const create = async (adapter: BackendAdapter, context = call): Promise<unknown> => {
  const prepared = prepare(adapter, input);
  if (prepared?.kind !== 'ready') throw new Error('There is nothing to send.', { cause: prepared });
  return adapter.writes.create?.send(prepared.request, undefined, context);
};

describeBackend({
  module: voltMx,
  document,
  environment,
  urlVariable: 'VOLT_MX_URL',
  required: ['VOLT_MX_USERNAME', 'VOLT_MX_PASSWORD'],
  failure: (words) => ({ message: words }),
  samples: [
    {
      name: 'creates a user',
      operation: 'createUser',
      run: create,
      sends: {
        method: 'POST',
        target: '/api/v1/audience',
        headers: {
          // printf 'facet:pass:wörd' | base64
          authorization: 'Basic ZmFjZXQ6cGFzczp3w7ZyZA==',
          'content-type': 'application/json;charset=UTF-8',
        },
        body: sent,
      },
      answer: { id: '9', message: 'Details added successfully' },
      returns: { account, existed: false, written: sent },
      violations: {
        id: { id: 'nine', message: 'Details added successfully' },
      },
    },
  ],
});

describe('Volt MX', () => {
  let standIn: StandIn;
  let http: ConnectedHttp;
  let adapter: BackendAdapter;

  beforeAll(async () => {
    standIn = await StandIn.start();
    const { url } = standIn;
    const { name: backend } = voltMx;
    http = connectHttp({ backend, url, timeoutMs: 1000 * PACE, document: loadDocument(document) });
    adapter = voltMx.connect(voltMx.settings.parse(environment(url)), http);
  });

  afterAll(async () => {
    await http.close();
    await standIn.stop();
  });

  const valueOf = (property: string, record: Readonly<Record<string, unknown>>): unknown => {
    const field = adapter.fields[property];
    return field?.normalise(field.raw(record), record);
  };

  it.each([
    ['9', '9'],
    ['"9"', '9'],
    ['9117786204812949329', '9117786204812949329'],
    ['"9117786204812949329"', '9117786204812949329'],
    ['9223372036854775807', '9223372036854775807'],
  ])('keeps every digit of the id %s', async (id, ref) => {
    standIn.reply = raw(`{"id":${id},"message":"Details added successfully"}`);
    expect(await create(adapter)).toMatchObject({ account: { ref }, existed: false });
    standIn.reply = raw(
      `{"message":"User already exists with this Email","id":${id}}`,
      undefined,
      400,
    );
    expect(await create(adapter)).toEqual({
      account: { ...account, ref },
      existed: true,
      written: null,
    });
  });

  it.each(['-9', '9.5', '9223372036854775808', '"99999999999999999999"', 'null', '{}'])(
    'does not take %s for an id',
    async (id) => {
      standIn.reply = raw(`{"id":${id}}`);
      await expect(create(adapter)).rejects.toMatchObject({ code: 'BACKEND_CONTRACT' });
    },
  );

  it.each([
    [{ message: 'User already exists with this mobile number' }],
    [{ message: 'User already exists with this Email', id: 'nine' }],
    [{ message: 'user ALREADY EXISTS', id: null }],
    [{ message: 'User already exists with this Email', id: '9223372036854775808' }],
  ])('takes a person who exists for one without an id when the 400 has none: %j', async (body) => {
    standIn.reply = json(body, 400);
    expect(await create(adapter)).toEqual({ account: null, existed: true, written: null });
  });

  it.each([
    [{ message: 'The request contains invalid attributes', id: 9 }],
    [{ message: 'Mobile number should have country code followed by ten digit number' }],
  ])('is refused by any other 400: %j', async (body) => {
    standIn.reply = json(body, 400);
    await expect(create(adapter)).rejects.toMatchObject({
      code: 'BACKEND_REJECTED',
      details: {
        retryable: false,
        effect: 'none',
        backendMessage: body.message,
        backendCode: '400',
      },
    });
  });

  it('is refused by a 400 without words, and does not repeat the input in others', async () => {
    standIn.reply = raw('<h1>Bad request</h1>', 'text/html', 400);
    await expect(create(adapter)).rejects.toMatchObject({ code: 'BACKEND_REJECTED' });
    standIn.reply = json({ message: 'No Latha at latha@example.com.' }, 400);
    await expect(create(adapter)).rejects.toMatchObject({
      details: { backendMessage: expect.not.stringMatching(/latha/i) },
    });
  });

  it.each<[CreateUserInput, string]>([
    [{ displayName: 'Latha Ganesh' }, 'givenName, familyName, location.country, email'],
    [{ ...input, givenName: ' ', email: null }, 'givenName, email'],
    [{ ...input, location: { country: 'US', state: ' ' } }, 'location.state'],
    [{ ...input, location: { state: 'Ohio' } }, 'location.country'],
  ])('skips a person who lacks what it requires, and names all of that: %#', (person, lacks) => {
    expect(prepare(adapter, person)).toEqual({
      kind: 'skipped',
      reason: `VOLT_MX needs ${lacks}.`,
    });
  });

  it('leaves out what the input does not have', () => {
    const person = {
      givenName: 'Latha',
      familyName: 'Ganesh',
      email: 'latha@example.com',
      phone: null,
      location: { country: 'IN', state: null },
      subscriptions: { email: null },
    };
    expect(prepare(adapter, person)).toEqual({
      kind: 'ready',
      stores: expect.any(Array),
      leavesOut: [],
      request: {
        firstName: 'Latha',
        lastName: 'Ganesh',
        country: 'India',
        email: 'latha@example.com',
      },
    });
  });

  it.each(['US', 'IN', 'GB', 'CI', 'TR', 'HK', 'BQ'])(
    'reads the country %s back from the name that it sends',
    (country) => {
      const prepared = prepare(adapter, { ...input, location: { country, state: 'x' } });
      if (prepared?.kind !== 'ready') throw new Error('There is nothing to send.');
      expect(prepared.request['country']).not.toBe(country);
      expect(valueOf('country', prepared.request)).toBe(country);
    },
  );

  it('shows what was written last in unified terms', () => {
    const properties = Object.keys(adapter.fields).map((name) => [name, valueOf(name, sent)]);
    expect(Object.fromEntries(properties)).toEqual({
      firstName: 'Latha',
      lastName: 'Ganesh',
      fullName: 'Latha Ganesh',
      email: 'latha@example.com',
      mobileNumber: '+919876543210',
      country: 'US',
      state: 'Ohio',
      'subscriptions.email': true,
      'subscriptions.sms': false,
      'subscriptions.voice': true,
      lastActiveAt: '2024-01-31T09:30:00.000Z',
    });
    expect(adapter.fields['fullName']?.backendField).toBe('firstName lastName');
    expect(valueOf('fullName', { lastName: 'Ganesh' })).toBe('Ganesh');
    expect(valueOf('mobileNumber', { mobileNumber: '12' })).toBe(INVALID);
  });

  it('finds an account by digits alone', () => {
    const ref = '9117786204812949329';
    expect(adapter.identifiers.voltMxId?.(ref)).toEqual({ by: 'key', ...account, ref });
    expect(adapter.byReference({ ref })).toEqual({ voltMxId: ref });
    for (const value of ['', '09', '-9', '9.0', '9e3', '9223372036854775808', '9\n', '९']) {
      expect(() => adapter.identifiers.voltMxId?.(value)).toThrow('whole number');
    }
  });

  it('creates at the configured path', async () => {
    const settings = { ...environment(standIn.url), VOLT_MX_CREATE_PATH: '/v2/people' };
    standIn.reply = json({ id: '9' });
    await create(voltMx.connect(voltMx.settings.parse(settings), http));
    expect(standIn.received.at(-1)?.target).toBe('/v2/people');
  });

  it.each([
    ['VOLT_MX_CREATE_PATH', 'people'],
    ['VOLT_MX_CREATE_PATH', '/pe ople'],
    ['VOLT_MX_USERNAME', 'fa:cet'],
  ])('refuses %s=%s', (variable, value) => {
    const settings = { ...environment(standIn.url), [variable]: value };
    const message = voltMx.settings.safeParse(settings).error?.issues.map((issue) => issue.message);
    expect(message?.join()).toContain(variable);
    expect(message?.join()).not.toContain(value);
  });
});
