import { createHmac, randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { isOneProcess, startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { databaseFiles } from '../registry/database-files.ts';
import { unset } from '../unset.ts';

const SECRET = 'a secret that only Haptik knows';
const PATH = '/hooks/haptik/create-user';

const newFile = databaseFiles();
let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { HAPTIK_HOOK_SECRET: SECRET } });
});
afterAll(async () => facet.close());

const signatureOf = (body: string | Uint8Array, secret = SECRET): string =>
  `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  signature: string | null = signatureOf(body),
  to: Pick<TestFacet, 'url'> = facet,
  signal?: AbortSignal,
) {
  const response = await fetch(to.url + PATH, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature !== null && { 'x-hub-signature': signature }),
    },
    body,
    ...(signal && { signal }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const tell = async (user: object) => post(JSON.stringify(user));

/** Somebody whom Haptik tells of, and nobody knows. */
const newcomer = () => ({
  user_id: `newcomer-${randomUUID()}`,
  third_party_user_id: `wa-${randomUUID()}`,
  user_name: 'Nila Newcomer',
  device_platform: 'WhatsApp',
  details_available: [{ name: 'loyalty', value: 'gold' }, { key: 'city' }],
});

const ACCOUNT = `account(at: HAPTIK_TRACT) { ref origin asOf raw ... on HaptikTractAccount {
  userName devicePlatform thirdPartyUserId ectUserId detailsAvailable details } }`;
const QUERY = `query ($by: UserBy!) { user(by: $by) {
  id displayName device { platform } details(names: ["loyalty"]) ${ACCOUNT}
  history { nodes { kind actor evidence backend ref } } } }`;

async function lookUp(by: object) {
  const answer = await facet.query(QUERY, { by });
  return { ...answer, user: answer.data?.['user'] as unknown };
}

/** As the account stands until TRACT is read. */
const toldOf = (person: ReturnType<typeof newcomer>, id: unknown) => ({
  id,
  displayName: person.user_name,
  device: { platform: 'WHATSAPP' },
  details: { loyalty: 'gold' },
  account: {
    ref: person.user_id,
    origin: 'LAST_WRITE',
    userName: person.user_name,
    devicePlatform: 'WHATSAPP',
    thirdPartyUserId: person.third_party_user_id,
    ectUserId: id,
    detailsAvailable: ['loyalty', 'city'],
    details: { loyalty: 'gold' },
  },
  history: { nodes: [{ kind: 'ADOPT', actor: 'HAPTIK_TRACT', evidence: 'hook' }] },
});

describe('the create-user hook', () => {
  it('adopts the person, answers who they are here, and shows what it told', async () => {
    const person = newcomer();
    const answer = await tell(person);
    expect(answer).toEqual({
      status: 200,
      body: { success: true, ect_user_id: expect.stringMatching(/^user_/) },
    });
    const id = answer.body['ect_user_id'];
    for (const by of [
      { haptikUserId: person.user_id },
      { thirdPartyUserId: person.third_party_user_id },
      { ectUserId: id },
      { id },
    ]) {
      const { user, errors } = await lookUp(by);
      expect(errors).toBeUndefined();
      expect(user).toMatchObject(toldOf(person, id));
    }
  });

  it('shows what TRACT says once it can be read', async () => {
    const person = newcomer();
    const { body } = await tell(person);
    const { details_available: _listed, ...wire } = person;
    const live = { ...wire, user_name: 'Nila Live', details_available: [], details: {} };
    const { records } = facet.sandbox.backend('HAPTIK_TRACT');
    records.set({ scope: '', ref: person.user_id }, { ...live, ect_user_id: null });
    const { data, errors } = await facet.query(
      `query ($by: UserBy!) { user(by: $by) { id displayName ${ACCOUNT} } }`,
      { by: { haptikUserId: person.user_id } },
    );
    expect(errors).toBeUndefined();
    expect(data?.['user']).toMatchObject({
      id: body['ect_user_id'],
      displayName: 'Nila Live',
      account: { origin: 'LIVE', userName: 'Nila Live', detailsAvailable: null },
    });
  });

  it('stands in for a TRACT that fails, and says so', async () => {
    const person = newcomer();
    const { body } = await tell(person);
    facet.sandbox.backend('HAPTIK_TRACT').fault('user', faults.status(400), 1);
    const { user, errors, extensions } = await lookUp({ haptikUserId: person.user_id });
    expect(errors).toBeUndefined();
    expect(user).toMatchObject(toldOf(person, body['ect_user_id']));
    expect(extensions?.['warnings']).toContainEqual(
      expect.objectContaining({
        code: 'BACKEND_REJECTED',
        backend: 'HAPTIK_TRACT',
        field: 'displayName',
      }),
    );
  });

  it('believes in nothing that the secret did not sign, and writes nothing', async () => {
    const before = await facet.registry.count(null);
    const body = JSON.stringify(newcomer());
    const forged = [
      null,
      '',
      'sha1=',
      `sha1=${'0'.repeat(40)}`,
      signatureOf(body, 'another secret'),
      signatureOf(`${body} `),
      signatureOf(body).slice(0, -1),
      signatureOf(body).replace('sha1=', 'sha256='),
      `${signatureOf(body)}, ${signatureOf(body)}`,
      createHmac('sha1', SECRET).update(body).digest('hex'),
    ];
    const calls = Array.from({ length: 1000 }, (_, n) => forged[n % forged.length] ?? null);
    for (let at = 0; at < calls.length; at += 50) {
      const answers = await Promise.all(
        calls.slice(at, at + 50).map(async (signature) => post(body, signature)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
      expect(answers[0]?.body).toMatchObject({ success: false });
    }
    expect(await facet.registry.count(null)).toBe(before);
  });

  it('takes a hundred redeliveries, many at once, as one', async () => {
    const person = newcomer();
    const answers = await Promise.all(Array.from({ length: 100 }, async () => tell(person)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body['ect_user_id'])).size).toBe(1);
    const key = { by: 'key', backend: 'HAPTIK_TRACT', scope: '', ref: person.user_id } as const;
    const [before] = await facet.registry.find([key]);
    await tell(person);
    expect(await facet.registry.find([key])).toEqual([before]);
    expect(await facet.registry.history(before?.id ?? '')).toHaveLength(1);
  });

  it('takes the newest call for what counts, and an old one that comes again for nothing', async () => {
    const { user_id, user_name, ...later } = newcomer();
    const old = { user_id, user_name: 'As It Was' };
    const first = await tell(old);
    const second = await tell({ user_id, user_name, ...later });
    expect(second).toEqual(first);
    const id = first.body['ect_user_id'];
    for (const again of [old, { user_name: 'As It Was', user_id }]) {
      expect(await tell(again)).toEqual(first);
      const { user } = await lookUp({ thirdPartyUserId: later.third_party_user_id });
      expect(user).toMatchObject(toldOf({ user_id, user_name, ...later }, id));
    }
  });

  it('refuses what is no user, and writes nothing', async () => {
    const before = await facet.registry.count(null);
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '{}',
      '{"user_id":""}',
      '{"user_id":"  "}',
      '{"user_id":7}',
      '{"user_id":"a","user_name":7}',
      '{"user_id":"a","details_available":"loyalty"}',
      Uint8Array.of(0x22, 0xff, 0x22),
    ];
    for (const body of bodies) {
      const answer = await post(body);
      expect(answer, String(body)).toMatchObject({ status: 400, body: { success: false } });
    }
    expect(await post('{"user_id":"a\\u0000b"}')).toMatchObject({ status: 400 });
    expect(await facet.registry.count(null)).toBe(before);
  });

  it('signs bytes, whatever the media type and the spelling', async () => {
    const { user_id } = newcomer();
    const body = `{ "user_id" : "${user_id}", "user_name": "\\u0b9a\\u0bbf", "new": [1] }`;
    const response = await fetch(facet.url + PATH, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'x-hub-signature': signatureOf(body) },
      body,
    });
    expect(response.status).toBe(200);
  });

  it('needs no TRACT to be configured', async () => {
    const alone = await startTestFacet({
      environment: {
        HAPTIK_HOOK_SECRET: SECRET,
        ...unset('HAPTIK_TRACT'),
      },
    });
    const person = newcomer();
    const body = JSON.stringify(person);
    const answer = await post(body, signatureOf(body), alone);
    const { data, errors } = await alone.query(QUERY, { by: { haptikUserId: person.user_id } });
    expect(errors).toBeUndefined();
    expect(data?.['user']).toMatchObject(toldOf(person, answer.body['ect_user_id']));
    await alone.close();
  });

  it('is not there without a secret', async () => {
    const closed = await startTestFacet({ environment: { HAPTIK_HOOK_SECRET: '' } });
    const body = JSON.stringify(newcomer());
    expect(await post(body, signatureOf(body), closed)).toMatchObject({ status: 404 });
    await closed.close();
  });

  it.runIf(isOneProcess)(
    'answers before Haptik gives up when the database is slow, and takes the redelivery',
    async () => {
      const file = newFile();
      const slow = await startTestFacet({
        environment: { HAPTIK_HOOK_SECRET: SECRET, DATABASE_URL: `sqlite:${file}` },
      });
      using busy = new DatabaseSync(file);
      busy.exec('begin immediate');
      const body = JSON.stringify(newcomer());
      // Haptik's limit; nothing else may be slow then.
      const answer = post(body, signatureOf(body), slow, AbortSignal.timeout(5000));
      await expect(answer).resolves.toMatchObject({ status: 503, body: { success: false } });
      busy.exec('rollback');
      expect(await post(body, signatureOf(body), slow)).toMatchObject({ status: 200 });
      expect(await slow.registry.count(null)).toBe(1);
      await slow.close();
    },
  );
});
