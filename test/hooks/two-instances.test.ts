import { createHmac } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type TestFacet, isOneProcess, startTestFacet } from '../facet.ts';
import { databaseFiles } from '../registry/database-files.ts';
import { databases } from '../registry/databases.ts';
import { unset } from '../unset.ts';

const newFile = databaseFiles();
const SECRET = 'a secret that only Haptik knows';

async function deliver(to: TestFacet, user: object): Promise<unknown> {
  const body = JSON.stringify(user);
  const digest = createHmac('sha1', SECRET).update(body).digest('hex');
  const response = await fetch(`${to.url}/hooks/haptik/create-user`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature': `sha1=${digest}` },
    body,
  });
  expect(response.status).toBe(200);
  return response.json();
}

const NAMED = `query ($id: ID!) { user(by: { haptikUserId: $id }) {
  id displayName device { platform } account(at: HAPTIK_TRACT) { ... on HaptikTractAccount { thirdPartyUserId } } } }`;

const shown = async (at: TestFacet, id: string) => {
  const { data, errors } = await at.query(NAMED, { id });
  expect(errors).toBeUndefined();
  return Object(data).user;
};

const A = { user_id: 'h-77', user_name: 'Ünal Before', third_party_user_id: 'wa-77' };
const B = { user_id: 'h-77', user_name: 'Ünal After', device_platform: 'iOS' };
const AFTER = {
  displayName: 'Ünal After',
  device: { platform: 'IOS' },
  account: { thirdPartyUserId: 'wa-77' },
};

/** Two of them on one database, and with the same backends. */
async function startTwo(databaseUrl: string, started: AsyncDisposableStack) {
  const own = { DATABASE_URL: databaseUrl, HAPTIK_HOOK_SECRET: SECRET };
  const start = async (environment: Readonly<Record<string, string>>) =>
    started.adopt(await startTestFacet({ environment }), async (facet) => facet.close());
  const first = await start({ ...own, ...unset('HAPTIK_TRACT') });
  const shared = { ...first.sandbox.environment, ...own, ...unset('HAPTIK_TRACT') };
  return [first, await start(shared)] as const;
}

describe.each(databases())('deliveries to two instances on one $name', ({ newRegistryUrl }) => {
  it('leave the newest word in force, wherever an old one comes again or one that says nothing', async () => {
    await using started = new AsyncDisposableStack();
    const [one, other] = await startTwo(await newRegistryUrl(), started);
    const answer = await deliver(one, A);
    expect(await deliver(other, B)).toEqual(answer);
    for (const [again, at] of [
      [A, one],
      [A, other],
      [B, one],
      [A, other],
      [{ user_id: 'h-77' }, one],
      [{ ...B, user_name: ' \u0000', device_platform: '' }, other],
      [{ ...B, user_name: null, device_platform: null }, one],
    ] as const) {
      expect(await deliver(at, again)).toEqual(answer);
      for (const instance of [one, other]) {
        expect(await shown(instance, 'h-77')).toMatchObject(AFTER);
      }
    }
  });

  it('that come to both at once are one, and the one after them is the last word', async () => {
    await using started = new AsyncDisposableStack();
    const [one, other] = await startTwo(await newRegistryUrl(), started);
    const toBoth = async () =>
      Promise.all(
        Array.from({ length: 20 }, async (_, n) => deliver(n % 2 === 0 ? one : other, A)),
      );
    const answers = await toBoth();
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await deliver(one, B);
    await toBoth();
    for (const at of [one, other]) expect(await shown(at, 'h-77')).toMatchObject(AFTER);
  });
});

describe.runIf(isOneProcess)('an old delivery', () => {
  it('is known by its bytes alone, and by what it says alone', async () => {
    const file = newFile();
    const own = { DATABASE_URL: `sqlite:${file}`, HAPTIK_HOOK_SECRET: SECRET };
    const facet = await startTestFacet({ environment: { ...own, ...unset('HAPTIK_TRACT') } });
    using database = new DatabaseSync(file);
    await deliver(facet, A);
    const digests = database.prepare('select * from deliveries').all();
    expect(digests).toHaveLength(2);
    await deliver(facet, B);
    // As an earlier version leaves them that reads, or hashes, a call in another way.
    for (const lost of digests) {
      database.prepare('delete from deliveries where digest = ?').run(lost['digest'] ?? null);
      await deliver(facet, A);
      expect(await shown(facet, A.user_id)).toMatchObject(AFTER);
      const { digest = null, user_id = null, at = null } = lost;
      database.prepare('insert into deliveries values (?, ?, ?)').run(digest, user_id, at);
    }
    await facet.close();
  });
});
