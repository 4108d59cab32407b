import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '#errors';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { attempt, mutate } from '../graphql/writing/mutations.ts';
import { type Sandbox, faults, startSandbox } from '../../sandbox/index.ts';
import { databases } from '../registry/databases.ts';
import { canariesIn, statements, storedText } from './stored-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'facet-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const newKey = (): string => randomBytes(32).toString('hex');
let files = 0;

/** A file with these keys, the first of which is written with. */
function fileOf(...keys: readonly string[]): string {
  files += 1;
  const path = join(folder, `keys-${files}`);
  writeFileSync(path, `${keys.join('\n')}\n`);
  return path;
}

const person = {
  displayName: 'Canary Name',
  email: 'canary@example.com',
  phone: '+919876500788',
  location: { country: 'IN', city: 'Canary City' },
  customData: { canary: 'canary value' },
} as const;

const READ = `query ($id: ID!) { user(by: { id: $id }) { displayName email
  account(at: HAPTIK) { origin ... on HaptikAccount { name email customData } }
  possibleDuplicates { user { id } } } }`;

describe.each(databases())('a registry under a key, on $name', ({ newUrl }) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(async () => sandbox.close());

  /** At the same backends each time, since a registry belongs to its own. */
  const start = async (url: string, file: string | null): Promise<TestFacet> =>
    startTestFacet({
      environment: {
        ...sandbox.environment,
        DATABASE_URL: url,
        REGISTRY_KEY_FILE: file ?? '',
        RECOVERY_INTERVAL_MS: '600000',
      },
    });

  /** Somebody who is known, and a write of theirs that waits. */
  const enter = async (facet: TestFacet): Promise<string> => {
    const { user } = await mutate(facet, 'createUser', person);
    const id = user?.id ?? '';
    sandbox.backend('HAPTIK').fault('updateUser', faults.status(500));
    await attempt(facet, 'updateUser', { user: { id }, set: { displayName: 'Canary Waiting' } });
    sandbox.backend('HAPTIK').clearFaults();
    return id;
  };

  const seen = async (facet: TestFacet, id: string) => (await facet.query(READ, { id })).data;

  it('keeps nothing of people in the clear, and answers as any other', async () => {
    const url = await newUrl();
    await using facet = disposable(await start(url, fileOf(newKey())));
    const id = await enter(facet.it);
    const other = await mutate(facet.it, 'createUser', {
      ...person,
      backends: ['HAPTIK'],
      haptik: { authId: 'another' },
    });
    expect(canariesIn(await storedText(url))).toEqual([]);
    expect(await seen(facet.it, id)).toMatchObject({
      user: {
        displayName: 'Canary Name',
        account: {
          name: 'Canary Name',
          email: person.email,
          customData: { canary: 'canary value' },
        },
        possibleDuplicates: [{ user: { id: other.user?.id } }],
      },
    });
    const { data } = await facet.it.query('query ($by: UserBy!) { exportUser(by: $by) }', {
      by: { id },
    });
    expect(JSON.stringify(data)).toContain(person.email);
  });

  it('encrypts what was there before, goes over to another key, and refuses to start without one', async () => {
    const url = await newUrl();
    const plain = await start(url, null);
    const id = await enter(plain);
    const before = await seen(plain, id);
    await plain.close();
    expect(canariesIn(await storedText(url))).not.toEqual([]);

    const [first, second] = [newKey(), newKey()];
    const shown: (typeof before)[] = [];
    const texts: string[] = [];
    for (const keys of [[first], [second, first], [second]]) {
      const facet = await start(url, fileOf(...keys));
      shown.push(await seen(facet, id));
      texts.push(await storedText(url));
      await facet.close();
    }
    expect(shown).toEqual([before, before, before]);
    expect(texts.map(canariesIn)).toEqual([[], [], []]);

    const refused = async (file: string | null, words: RegExp) => {
      const error = await start(url, file).then(
        async (facet) => facet.close(),
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(ConfigError);
      const { message } = error as ConfigError;
      expect(message).toMatch(words);
      expect(message).not.toMatch(new RegExp(`${first}|${second}|\n`));
    };
    await refused(null, /REGISTRY_KEY_FILE.*cannot be turned off/);
    await refused(fileOf(first), /REGISTRY_KEY_FILE lacks the key [0-9a-f]{8}/);
    await refused(fileOf(newKey()), /REGISTRY_KEY_FILE lacks the key/);
    await refused(fileOf('nonsense'), /REGISTRY_KEY_FILE names has no key in line 1/);
    await refused(fileOf(first, second, newKey()), /holds 3 keys/);
    await refused(join(folder, 'nowhere'), /cannot be read \(ENOENT\)/);
  });

  it('does not read a value that somebody put in the place of another', async () => {
    const url = await newUrl();
    await using facet = disposable(await start(url, fileOf(newKey())));
    const one = await mutate(facet.it, 'createUser', { ...person, backends: ['HAPTIK'] });
    const other = await mutate(facet.it, 'createUser', {
      ...person,
      displayName: 'Other',
      backends: ['HAPTIK'],
      haptik: { authId: 'other1' },
    });
    const [from, to] = [one.user?.accounts[0]?.id, other.user?.accounts[0]?.id];
    const run = await statements(url);
    await run(
      `update accounts set last_write = (select last_write from accounts where id = '${from}') where id = '${to}'`,
    );
    const { data, errors } = await facet.it.query(READ, { id: other.user?.id });
    expect(data?.['user']).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL' });
  });

  it('finishes what waits under the key', async () => {
    const url = await newUrl();
    const file = fileOf(newKey());
    const facet = await start(url, file);
    const id = await enter(facet);
    const { data } = await facet.query(
      `mutation ($id: ID!) { updateUser(input: { user: { id: $id }, set: { language: "hi" } }) {
        outcomes { backend status } } }`,
      { id },
    );
    expect(JSON.stringify(data)).toContain('{"backend":"HAPTIK","status":"UPDATED"}');
    await facet.close();
  });
});

const disposable = (facet: TestFacet) => ({
  it: facet,
  [Symbol.asyncDispose]: async () => facet.close(),
});
