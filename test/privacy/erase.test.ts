import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { attempt, mutate } from '../graphql/writing/mutations.ts';
import { databases } from '../registry/databases.ts';
import { canariesIn, storedText } from './stored-text.ts';

const SECRET = 'a secret that only Haptik knows';

const CERTIFICATE = `certificate { id userId formerIds erasedAt caller reason cancelledOperations
  removed { kind count } remaining { backend status scope digest note } }`;
const ERASE = `mutation ($input: EraseUserInput!) { eraseUser(input: $input) {
  ${CERTIFICATE} outcomes { backend status ref error { code message } }
  errors { code message path } operation { id state mutation user { id } outcomes { backend status } } } }`;
const AUDIT = `{ audit(first: 100) { nodes {
  action caller userId code detail operationId refs { backend ref digest } outcomes { status } } } }`;

interface Certificate {
  readonly id: string;
  readonly userId: string;
  readonly formerIds: readonly string[];
  readonly cancelledOperations: readonly string[];
  readonly removed: readonly { readonly kind: string; readonly count: number }[];
  readonly remaining: readonly {
    readonly backend: string;
    readonly status: string;
    readonly digest: string | null;
  }[];
}

interface Erased {
  readonly certificate: Certificate | null;
  readonly outcomes: readonly {
    readonly backend: string;
    readonly status: string;
    readonly ref: string | null;
    readonly error: { readonly code: string; readonly message: string };
  }[];
  readonly errors: readonly { readonly code: string }[];
  readonly operation: { readonly id: string; readonly state: string } | null;
}

interface Entry {
  readonly action: string;
  readonly caller: string;
  readonly userId: string | null;
  readonly detail: string | null;
  readonly refs: readonly { readonly ref: string | null; readonly digest: string }[];
}

const CANARY = /canary|98765007/i;

describe.each(databases())('erasing a person, on $name', ({ newUrl }) => {
  let facet: TestFacet;
  let url: string;
  let made = 0;

  beforeAll(async () => {
    url = await newUrl();
    facet = await startTestFacet({
      environment: {
        DATABASE_URL: url,
        HAPTIK_HOOK_SECRET: SECRET,
        RECOVERY_INTERVAL_MS: '600000',
        CACHE_TTL_MS: '60000',
      },
    });
  });
  afterAll(async () => facet.close());

  const erase = async (input: object): Promise<Erased> => {
    const { data, errors } = await facet.query(ERASE, { input });
    expect(errors).toBeUndefined();
    return data?.['eraseUser'] as unknown as Erased;
  };

  const audit = async (): Promise<readonly Entry[]> => {
    const { data } = await facet.query(AUDIT);
    const page = data?.['audit'] as { readonly nodes: readonly Entry[] } | undefined;
    return page?.nodes ?? [];
  };

  const hook = async (user: object) => {
    const body = JSON.stringify(user);
    const signature = `sha1=${createHmac('sha1', SECRET).update(body).digest('hex')}`;
    return fetch(`${facet.url}/hooks/haptik/create-user`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature': signature },
      body,
    });
  };

  /** Somebody with a canary in every field that anybody can tell of them. */
  const canary = async () => {
    made += 1;
    const tract = `canary-tract-${made}`;
    const person = {
      displayName: 'Canary Name',
      givenName: 'Canary',
      familyName: 'Name',
      email: `canary${made}@example.com`,
      phone: `+9198765007${70 + made}`,
      language: 'en',
      location: { country: 'IN', state: 'Canary State', city: 'Canary City' },
      device: { platform: 'ANDROID', model: 'Canary Model', osVersion: 'canary-os' },
      customData: { canaryKey: 'canary value' },
      haptikTract: { userId: tract, thirdPartyUserId: `canary-third-${made}` },
      haptik: { authId: `canaryauth${made}` },
    } as const;
    const { user } = await mutate(facet, 'createUser', {
      ...person,
      idempotencyKey: `canary-key-${made}`,
    });
    const id = user?.id ?? '';
    await mutate(facet, 'updateUser', { user: { id }, set: { displayName: 'Canary Changed' } });
    await mutate(facet, 'updatePool', { user: { id }, pool: 'canary-pool' });
    await hook({
      user_id: tract,
      third_party_user_id: `canary-hook-${made}`,
      user_name: 'Canary Hooked',
      details_available: [{ name: 'canary', value: 'canary' }],
    });
    return { id, tract, person };
  };

  it('leaves nothing of them in the database, the answers or the audit, and says so', async () => {
    const { id } = await canary();
    expect(canariesIn(await storedText(url))).not.toEqual([]);
    const { certificate, outcomes, errors, operation } = await erase({
      user: { id },
      reason: 'ticket 42',
      idempotencyKey: 'erase-1',
    });
    expect(errors).toEqual([]);
    expect(operation).toMatchObject({ state: 'DONE', mutation: 'eraseUser', user: null });
    expect(certificate).toMatchObject({ userId: id, caller: 'anonymous', reason: 'ticket 42' });
    const counts = Object.fromEntries(
      (certificate?.removed ?? []).map(({ kind, count }) => [kind, count]),
    );
    expect(counts).toMatchObject({ ACCOUNTS: 4, WEBHOOK_CALLS: expect.any(Number) });
    expect(counts['LAST_WRITES']).toBeGreaterThan(1);
    expect(counts['CONTACT_POINTS']).toBeGreaterThan(1);
    expect(counts['OPERATION_INPUTS']).toBe(3);
    expect(counts['WEBHOOK_CALLS']).toBeGreaterThan(0);
    expect(counts['HISTORY']).toBeGreaterThan(3);
    // Every backend is named, and whom to ask for what while the refs are known.
    expect(new Set(certificate?.remaining.map(({ backend }) => backend))).toEqual(
      new Set(['HAPTIK_TRACT', 'HAPTIK', 'CHAKRA', 'VOLT_MX', 'EMERITUS']),
    );
    expect(outcomes.find(({ backend }) => backend === 'HAPTIK')).toMatchObject({
      status: 'UNSUPPORTED',
      ref: 'canaryauth1',
      error: { code: 'UNSUPPORTED', message: expect.stringMatching(/auth_id canaryauth1/) },
    });
    expect(outcomes.find(({ backend }) => backend === 'CHAKRA')?.status).toBe('SKIPPED');
    expect(JSON.stringify(certificate)).not.toMatch(CANARY);

    expect(canariesIn(await storedText(url))).toEqual([]);
    expect(JSON.stringify(await audit())).not.toMatch(CANARY);
    const { data } = await facet.query(
      `query ($id: ID!, $operation: ID!) { user(by: { id: $id }) { id } node(id: $id) { id }
        operation(id: $operation) { state user { id } } }`,
      { id, operation: operation?.id },
    );
    expect(data).toEqual({ user: null, node: null, operation: { state: 'DONE', user: null } });
    const metrics = await (await fetch(`${facet.url}/metrics`)).text();
    expect(metrics).not.toMatch(CANARY);
    const erasure = (await audit()).find(({ action }) => action === 'ERASE_USER');
    expect(erasure).toMatchObject({ userId: id, caller: 'anonymous' });
  });

  it('gives the same certificate again, by whatever the person was known', async () => {
    const { id, tract, person } = await canary();
    const first = await erase({ user: { id }, idempotencyKey: 'erase-again' });
    const again = [
      { user: { id }, idempotencyKey: 'erase-again' },
      { user: { id } },
      { user: { authId: person.haptik.authId } },
      { user: { haptikUserId: tract }, idempotencyKey: 'another' },
    ];
    for (const input of again) {
      const { certificate, outcomes } = await erase(input);
      expect(certificate).toEqual(first.certificate);
      expect(outcomes.map(({ ref }) => ref)).toEqual(outcomes.map(() => null));
    }
    const { certificate, errors } = await erase({ user: { id: 'user_nobody' } });
    expect([certificate, errors]).toMatchObject([null, [{ code: 'NOT_FOUND' }]]);
  });

  it('lets no webhook, no look-up and no list bring them back, and audits each', async () => {
    const { id, tract, person } = await canary();
    await facet.query(
      'query ($id: ID!) { user(by: { id: $id }) { displayName emails { address } } }',
      {
        id,
      },
    );
    await erase({ user: { id } });
    const response = await hook({ user_id: tract, user_name: 'Canary Late' });
    expect([response.status, await response.json()]).toEqual([
      410,
      { success: false, error_message: 'this user was erased' },
    ]);
    const answer = await facet.query(
      `query ($tract: ID!) { user(by: { haptikUserId: $tract }) { id } }`,
      { tract },
      { 'x-facet-trace': '1' },
    );
    expect(answer.data).toEqual({ user: null });
    expect(answer.extensions?.['backendCalls'] ?? {}).toEqual({});
    expect(canariesIn(await storedText(url))).toEqual([]);
    const suppressed = (await audit()).filter(({ action }) => action === 'SUPPRESSED');
    expect(suppressed.map(({ caller, detail }) => [caller, detail]).slice(0, 2)).toEqual([
      ['anonymous', 'lookup'],
      ['HAPTIK_TRACT', 'hook'],
    ]);
    expect(suppressed[0]?.refs[0]).toMatchObject({ ref: null, digest: expect.any(String) });
    expect(suppressed[0]?.refs).toEqual(suppressed[1]?.refs);
    // Nobody is made by a creation that finds the old record either, and who decides so takes it up.
    const { outcomes, user } = await mutate(facet, 'createUser', person);
    const erased = outcomes.filter(({ error }) => error?.code === 'ERASED');
    expect(erased.length).toBeGreaterThan(0);
    const [one] = erased;
    expect(one).toMatchObject({ status: 'EXISTED', account: null });
    expect(user?.accounts.some(({ backend }) => backend === one?.backend)).toBe(false);
    await erase({ user: { id: user?.id } });
    expect(canariesIn(await storedText(url))).toEqual([]);
  });

  it('cancels what waits, and says so', async () => {
    const { id } = await canary();
    facet.sandbox.backend('HAPTIK').fault('updateUser', faults.status(500));
    const { data } = await attempt(facet, 'updateUser', {
      user: { id },
      set: { displayName: 'Canary Waiting' },
      idempotencyKey: 'canary-waiting',
    });
    expect(JSON.stringify(data)).toContain('PENDING');
    const { certificate } = await erase({ user: { id } });
    expect(certificate?.cancelledOperations).toHaveLength(1);
    const [cancelled] = certificate?.cancelledOperations ?? [];
    const after = await facet.query(
      'query ($id: ID!) { operation(id: $id) { state outcomes { backend status error { code } } } }',
      { id: cancelled },
    );
    expect(after.data?.['operation']).toMatchObject({ state: 'DONE' });
    expect(JSON.stringify(after.data)).toContain('ERASED');
    expect(canariesIn(await storedText(url))).toEqual([]);
  });

  it('erases who was merged into the person with them, and leaves the others alone', async () => {
    const one = await mutate(facet, 'createUser', {
      backends: ['HAPTIK'],
      displayName: 'Canary One',
      haptik: { authId: 'canaryone' },
      phone: '+919876500790',
    });
    const other = await mutate(facet, 'createUser', {
      backends: ['EMERITUS'],
      displayName: 'Canary Two',
      email: 'canary.two@example.com',
      phone: '+919876500791',
    });
    const beside = await mutate(facet, 'createUser', {
      backends: ['HAPTIK'],
      displayName: 'Besides',
      haptik: { authId: 'besides' },
      phone: '+919876500001',
    });
    const ref = other.user?.accounts[0]?.ref ?? '';
    const merged = await mutate(facet, 'linkAccount', {
      user: { id: one.user?.id ?? '' },
      account: { emeritus: { userId: ref } },
    });
    const survivor = merged.user?.id ?? '';
    const { certificate } = await erase({ user: { id: other.user?.id } });
    expect(new Set([certificate?.userId, ...(certificate?.formerIds ?? [])])).toEqual(
      new Set([one.user?.id, other.user?.id]),
    );
    expect(certificate?.userId).toBe(survivor);
    expect(canariesIn(await storedText(url))).toEqual([]);
    const { data } = await facet.query('query ($id: ID!) { user(by: { id: $id }) { id } }', {
      id: beside.user?.id,
    });
    expect(data?.['user']).toEqual({ id: beside.user?.id });
  });
});
