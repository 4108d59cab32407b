import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { QUICK, finished, mutate, operationOf, person } from './operations.ts';
import { PACE, paced } from '../pace.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: QUICK });
});

afterAll(async () => facet.close());

beforeEach(() => facet.sandbox.reset());

const key = (): string => crypto.randomUUID();

/** Somebody at HAPTIK, whose next update there hangs. */
async function somebody({ url, sandbox } = facet) {
  const { haptik, displayName } = person();
  const input = { backends: ['HAPTIK'], haptik, displayName };
  const { user } = await mutate(url, 'createUser', input);
  sandbox.backend('HAPTIK').clearLog();
  sandbox.backend('HAPTIK').fault('updateUser', faults.hang(), 1);
  return { id: user?.id };
}

const namesSent = ({ sandbox } = facet) =>
  sandbox
    .backend('HAPTIK')
    .requests()
    .map(({ body }) => Object(body).name);

describe('an update with a secret that was not answered', () => {
  const withSecret = { displayName: 'One', authCode: 'token' };

  it('says that the same key has to come again, and is finished by it', async () => {
    const input = { user: await somebody(), set: withSecret, idempotencyKey: key() };
    const { outcomes } = await mutate(facet.url, 'updateUser', input);
    expect(outcomes[1]).toMatchObject({ status: 'PENDING', attempts: 1 });
    expect(outcomes[1]?.error?.message).toMatch(/did not answer.*the same key again/);
    expect(outcomes[1]?.error?.message).not.toContain('later');
    // Another process may be looking just then whether there is anything left to be done.
    await expect
      .poll(async () => (await mutate(facet.url, 'updateUser', input)).outcomes[1])
      .toMatchObject({ status: 'UPDATED', attempts: 2 });
  });

  it('gives way to a later change of the same account, and is not sent after it', async () => {
    const user = await somebody();
    const input = { user, set: withSecret, idempotencyKey: key() };
    const earlier = await mutate(facet.url, 'updateUser', input);
    const later = await mutate(facet.url, 'updateUser', { user, set: { displayName: 'Two' } });
    expect(later.outcomes[1]).toMatchObject({ status: 'UPDATED', attempts: 1 });
    const { outcomes } = await finished(facet.url, earlier.operation?.id);
    expect(outcomes[1]).toMatchObject({ status: 'UNKNOWN', attempts: 1 });
    expect(outcomes[1]?.error).toMatchObject({ code: 'CONFLICT', retryable: false });
    expect(outcomes[1]?.error?.message).toContain('a later change');
    const again = await mutate(facet.url, 'updateUser', input);
    expect(again.outcomes).toEqual(outcomes);
    expect(namesSent()).toEqual(['One', 'Two']);
  });

  it('gives way also where its request may take effect for longer than its caller waits', async () => {
    const slow = await startTestFacet({
      environment: { ...QUICK, OPERATION_TIMEOUT_MS: paced(400), HAPTIK_SETTLE_MS: paced(1500) },
    });
    const user = await somebody(slow);
    const input = { user, set: withSecret, idempotencyKey: key() };
    await mutate(slow.url, 'updateUser', input);
    const later = await mutate(slow.url, 'updateUser', { user, set: { displayName: 'Two' } });
    expect(later.outcomes[1]).toMatchObject({ status: 'PENDING', attempts: 0 });
    const { outcomes } = await finished(slow.url, later.operation?.id);
    expect(outcomes[1]).toMatchObject({ status: 'UPDATED' });
    const [one, two] = slow.sandbox.backend('HAPTIK').requests();
    expect((two?.at ?? 0) - (one?.at ?? 0)).toBeGreaterThan(1000 * PACE);
    await slow.close();
  });

  it('is waited for as long as a key is kept, then it is UNKNOWN, and forgotten', async () => {
    const short = await startTestFacet({
      environment: { ...QUICK, IDEMPOTENCY_TTL: `${2 * PACE}s` },
    });
    const input = { user: await somebody(short), set: withSecret, idempotencyKey: key() };
    const { operation } = await mutate(short.url, 'updateUser', input);
    await expect
      .poll(async () => operationOf(short.url, operation?.id))
      .toMatchObject({ state: 'WAITING' });
    const { outcomes } = await finished(short.url, operation?.id);
    expect(outcomes[1]).toMatchObject({ status: 'UNKNOWN', attempts: 1 });
    expect(outcomes[1]?.error?.message).toMatch(/did not bring it again.*look for this person/);
    while (await short.registry.operations.find(operation?.id ?? '')) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await short.close();
  });

  it('is UNKNOWN at once without a key, and holds up later changes no longer than its request', async () => {
    const user = await somebody();
    const input = { user, set: withSecret };
    const { outcomes, operation } = await mutate(facet.url, 'updateUser', input);
    expect(outcomes[1]).toMatchObject({ status: 'UNKNOWN', attempts: 1 });
    const later = await mutate(facet.url, 'updateUser', { user, set: { displayName: 'Two' } });
    expect(later.outcomes[1]).toMatchObject({ status: 'UPDATED' });
    const last = await finished(facet.url, operation?.id);
    expect(last.outcomes).toEqual(outcomes);
  });

  it('without a key still comes before what is sent later, where its request takes longer', async () => {
    const slow = await startTestFacet({ environment: { ...QUICK, HAPTIK_SETTLE_MS: paced(1500) } });
    const user = await somebody(slow);
    const { outcomes, operation } = await mutate(slow.url, 'updateUser', { user, set: withSecret });
    expect(outcomes[1]).toMatchObject({ status: 'UNKNOWN' });
    expect(operation?.state).toBe('WAITING');
    const later = await mutate(slow.url, 'updateUser', { user, set: { displayName: 'Two' } });
    expect(later.outcomes[1]).toMatchObject({ status: 'UPDATED' });
    const [one, two] = slow.sandbox.backend('HAPTIK').requests();
    expect((two?.at ?? 0) - (one?.at ?? 0)).toBeGreaterThan(1000 * PACE);
    expect((await finished(slow.url, operation?.id)).outcomes).toEqual(outcomes);
    await slow.close();
  });
});

describe('a creation with a secret that was not answered', () => {
  const creation = () => {
    const { email } = person();
    return { backends: ['HAPTIK', 'EMERITUS'], email, haptik: { authCode: 'token' } };
  };

  it('is UNKNOWN at once without a key: nobody can bring the secret again', async () => {
    facet.sandbox.backend('HAPTIK').fault('createUser', faults.hang(), 1);
    const { outcomes, operation } = await mutate(facet.url, 'createUser', creation());
    expect(operation?.state).toBe('DONE');
    expect(outcomes[4]).toMatchObject({ status: 'CREATED' });
    expect(outcomes[1]).toMatchObject({ status: 'UNKNOWN', attempts: 1 });
    expect(outcomes[1]?.error).toMatchObject({ code: 'BACKEND_TIMEOUT', retryable: false });
    expect(outcomes[1]?.error?.message).toContain(
      `did not answer within ${QUICK.BACKEND_TIMEOUT_MS} ms. It may have`,
    );
    expect((await operationOf(facet.url, operation?.id))?.outcomes).toEqual(outcomes);
  });

  it('is finished by the same key', async () => {
    facet.sandbox.backend('HAPTIK').fault('createUser', faults.hang(), 1);
    const input = { ...creation(), idempotencyKey: key() };
    const { outcomes } = await mutate(facet.url, 'createUser', input);
    expect(outcomes[1]).toMatchObject({ status: 'PENDING' });
    expect(outcomes[1]?.error?.message).toContain('the same key again');
    const again = await mutate(facet.url, 'createUser', input);
    expect(again.outcomes[1]).toMatchObject({ status: 'CREATED', attempts: 2 });
  });
});
