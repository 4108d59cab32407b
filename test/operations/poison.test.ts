import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { StandIn, json } from '../backends/stand-in.ts';
import type { Received, Reply } from '../backends/stand-in.ts';
import { newPostgresUrl } from '../registry/databases.ts';
import { QUICK, ask, finished, mutate, person } from './operations.ts';
import { PACE } from '../pace.ts';

const nameOf = ({ body }: Received): unknown => Object(body).name;

/** A HAPTIK that chokes on one name, and takes everything else. */
const chokingOn =
  (poison: string): Reply =>
  (response, request) =>
    nameOf(request) === poison
      ? json({ error_message: 'Something went wrong' }, 500)(response, request)
      : json(request.body)(response, request);

const DATABASES = [
  { database: 'SQLite', urlOf: async () => '' },
  { database: 'PostgreSQL', urlOf: newPostgresUrl },
];

describe.each(DATABASES)('a value that its backend never takes, on $database', ({ urlOf }) => {
  let haptik: StandIn;
  let facet: TestFacet;

  beforeAll(async () => {
    haptik = await StandIn.start();
  });
  beforeEach(() => {
    haptik.received.length = 0;
    haptik.reply = chokingOn('poison');
  });
  afterEach(async () => facet.close());
  afterAll(async () => haptik.stop());

  async function somebody(environment: Readonly<Record<string, string>> = {}) {
    const databaseUrl = await urlOf();
    facet = await startTestFacet({
      environment: {
        ...QUICK,
        HAPTIK_URL: haptik.url,
        HAPTIK_SETTLE_MS: '50',
        ...(databaseUrl === '' ? {} : { DATABASE_URL: databaseUrl }),
        ...environment,
      },
    });
    const { displayName } = person();
    const input = { backends: ['HAPTIK'], displayName };
    const { user } = await mutate(facet.url, 'createUser', input);
    haptik.received.length = 0;
    return { id: user?.id };
  }

  const rename = async (user: object, set: object) =>
    mutate(facet.url, 'updateUser', { user, set });

  /** What HAPTIK has kept of an operation's input. */
  const keptOf = async (id: string | undefined) => {
    const query = `query ($id: ID!) { operation(id: $id) {
      outcomes { backend stored notStored { path reason } } } }`;
    const { data } = await ask(facet.url, query, { id });
    const outcomes: readonly unknown[] = Object(data?.['operation']).outcomes;
    return outcomes.find((outcome) => Object(outcome).backend === 'HAPTIK');
  };

  const failuresOf = async (id: string | undefined) => {
    const query = `query ($id: ID!) { operation(id: $id) {
      outcomes { backend failures { at code backendCode } } } }`;
    const { data } = await ask(facet.url, query, { id });
    const operation = data?.['operation'] as unknown as {
      readonly outcomes: readonly { readonly failures: readonly object[] }[];
    };
    return operation.outcomes[1]?.failures ?? [];
  };

  it(
    'is given up after so many attempts, and tells of each',
    { timeout: 60_000 * PACE },
    async () => {
      const user = await somebody({ PENDING_MAX_ATTEMPTS: '4' });
      const { operation, outcomes } = await rename(user, { displayName: 'poison' });
      expect(outcomes[1]?.status).toBe('PENDING');
      const end = await finished(facet.url, operation?.id);
      expect(end.outcomes[1]).toMatchObject({
        status: 'FAILED',
        attempts: 4,
        error: { code: 'BACKEND_UNAVAILABLE' },
      });
      expect(end.outcomes[1]?.error?.message).toMatch(/given up after 4 attempts.*look for this/);
      expect(haptik.received).toHaveLength(4);
      const failures = await failuresOf(operation?.id);
      const failure = { at: expect.stringMatching(/Z$/), code: 'BACKEND_UNAVAILABLE' };
      expect(failures).toEqual(
        Array.from({ length: 4 }, () => ({ ...failure, backendCode: '500' })),
      );
    },
  );

  it('is given up when it has waited for too long', { timeout: 60_000 * PACE }, async () => {
    const user = await somebody({ PENDING_MAX_AGE: '1s' });
    const { operation } = await rename(user, { displayName: 'poison' });
    const end = await finished(facet.url, operation?.id);
    expect(end.outcomes[1]).toMatchObject({ status: 'FAILED' });
    expect(end.outcomes[1]?.error?.message).toContain('had waited for too long');
  });

  it('gives way to a later change of the same field, and is not sent after it', async () => {
    const user = await somebody();
    const { operation } = await rename(user, { displayName: 'poison' });
    const later = await rename(user, { displayName: 'Fine' });
    expect(later.outcomes[1]?.status).toBe('UPDATED');
    const end = await finished(facet.url, operation?.id);
    expect(end.outcomes[1]).toMatchObject({ status: 'UNKNOWN', error: { code: 'CONFLICT' } });
    expect(haptik.received.map(nameOf).at(-1)).toBe('Fine');
  });

  it('holds up no change of another field', async () => {
    const user = await somebody();
    const { operation } = await rename(user, { displayName: 'poison' });
    const other = await rename(user, { language: 'hi' });
    expect(other.outcomes[1]?.status).toBe('UPDATED');
    expect((await facet.registry.operations.find(operation?.id ?? ''))?.state).not.toBe('DONE');
  });

  it('is taken out of a change whose other fields are sent', async () => {
    const user = await somebody();
    const older = await rename(user, { displayName: 'poison', language: 'hi' });
    const later = await rename(user, { displayName: 'Fine' });
    expect(later.outcomes[1]?.status).toBe('UPDATED');
    const end = await finished(facet.url, older.operation?.id);
    expect(end.outcomes[1]?.status).toBe('UPDATED');
    const { body } = haptik.received.at(-1) ?? {};
    expect(body).toEqual({ auth_id: expect.anything(), language_code: 'hi' });
    const reason = expect.stringContaining('later change of the same account');
    expect(await keptOf(older.operation?.id)).toEqual({
      backend: 'HAPTIK',
      stored: ['set.language'],
      notStored: [{ path: ['input', 'set', 'displayName'], reason }],
    });
    expect(await keptOf(later.operation?.id)).toMatchObject({ stored: ['set.displayName'] });
  });

  it('is told part by part when a later change takes the place of some of a group', async () => {
    const user = await somebody();
    const set = { displayName: 'poison', device: null, phone: '+919812345678' };
    const older = await rename(user, set);
    await rename(user, { device: { model: 'Pixel 9' }, phone: null });
    await rename(user, { displayName: 'Fine' });
    const end = await finished(facet.url, older.operation?.id);
    expect(end.outcomes[1]?.status).toBe('UPDATED');
    expect(haptik.received.at(-1)?.body).toEqual({
      auth_id: expect.anything(),
      os_version: null,
      package_name: null,
    });
    const reason = expect.any(String);
    const kept = Object(await keptOf(older.operation?.id));
    expect(kept.stored).toEqual(['set.device.osVersion', 'set.device.packageName']);
    expect(kept.notStored).toHaveLength(3);
    for (const path of [['displayName'], ['device', 'model'], ['phone']]) {
      expect(kept.notStored).toContainEqual({ path: ['input', 'set', ...path], reason });
    }
  });

  it('stays in force when the later change is refused', async () => {
    const user = await somebody();
    haptik.reply = (response, request) => {
      if (nameOf(request) === 'refused') json({ error_message: 'No.' }, 400)(response, request);
      else chokingOn('slow')(response, request);
    };
    const older = await rename(user, { displayName: 'slow' });
    expect(older.outcomes[1]?.status).toBe('PENDING');
    const later = await rename(user, { displayName: 'refused' });
    expect(later.outcomes[1]?.status).toBe('FAILED');
    haptik.reply = chokingOn('nothing');
    const end = await finished(facet.url, older.operation?.id);
    expect(end.outcomes[1]?.status).toBe('UPDATED');
    expect(haptik.received.map(nameOf).at(-1)).toBe('slow');
  });
});
