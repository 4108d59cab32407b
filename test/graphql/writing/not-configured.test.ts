import { afterEach, describe, expect, it } from 'vitest';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate, outcomeAt, currentOutcome } from './mutations.ts';
import { stranger } from './people.ts';
import { unset } from '../../unset.ts';

let facet: TestFacet;

afterEach(async () => facet.close());

const started = async (environment: Readonly<Record<string, string>>): Promise<void> => {
  facet = await startTestFacet({ environment });
};

describe('a backend that is not configured', () => {
  it('is SKIPPED, and the others go on', async () => {
    await started(unset('VOLT_MX', 'EMERITUS'));
    const created = await mutate(facet, 'createUser', stranger());
    expect(currentOutcome(created)).toEqual([
      'HAPTIK_TRACT CREATED',
      'HAPTIK CREATED',
      'CHAKRA UNSUPPORTED UNSUPPORTED',
      'VOLT_MX SKIPPED NOT_CONFIGURED',
      'EMERITUS SKIPPED NOT_CONFIGURED',
    ]);
    const user = { id: created.user?.id ?? '' };
    const moved = await mutate(facet, 'updatePool', { user, pool: 'alive' });
    expect(outcomeAt(moved, 'EMERITUS')).toMatchObject({
      status: 'SKIPPED',
      error: { code: 'NOT_CONFIGURED' },
    });
    const owned = await mutate(facet, 'updateOwners', { user, add: ['a'] });
    expect(owned.outcomes).toMatchObject([
      { status: 'SKIPPED', error: { code: 'NOT_CONFIGURED' } },
    ]);
  });

  it('is SKIPPED also where it is TRACT’s hook alone that is missing', async () => {
    await started({ HAPTIK_TRACT_CREATE_USER_HOOK: '' });
    const payload = await mutate(facet, 'createUser', stranger());
    expect(outcomeAt(payload, 'HAPTIK_TRACT')).toMatchObject({
      status: 'SKIPPED',
      attempts: 0,
      account: null,
      error: {
        code: 'NOT_CONFIGURED',
        message: expect.stringContaining('HAPTIK_TRACT_CREATE_USER_HOOK'),
      },
    });
    expect(facet.sandbox.backend('HAPTIK_TRACT').calls()).toBe(0);
  });

  it('and where it is, a TRACT account that the registry knows is EXISTED all the same', async () => {
    await started({ HAPTIK_TRACT_CREATE_USER_HOOK: '' });
    const { haptikTract, email } = stranger();
    const account = { backend: 'HAPTIK_TRACT', scope: '', ref: haptikTract.userId } as const;
    const cause = { kind: 'LINK', actor: 'test', evidence: 'test' } as const;
    const { account: known } = await facet.registry.link(null, account, cause);
    const payload = await mutate(facet, 'createUser', { haptikTract, email });
    expect(currentOutcome(payload).slice(0, 2)).toEqual(['HAPTIK_TRACT EXISTED', 'HAPTIK CREATED']);
    expect(outcomeAt(payload, 'HAPTIK_TRACT')).toMatchObject({
      attempts: 0,
      account: { id: known.id },
    });
    expect(payload.user?.id).toBe(known.userId);
    const blank = await mutate(facet, 'createUser', { haptikTract: { userId: ' ' }, email });
    expect(blank.errors).toMatchObject([{ path: ['input', 'haptikTract', 'userId'] }]);
  });

  it('still tells who the person is when the registry knows the named account', async () => {
    await started(unset('HAPTIK'));
    const { haptik, email } = stranger();
    const account = { backend: 'HAPTIK', scope: '', ref: haptik.authId } as const;
    const cause = { kind: 'LINK', actor: 'test', evidence: 'test' } as const;
    const { account: known } = await facet.registry.link(null, account, cause);
    const payload = await mutate(facet, 'createUser', { haptik, email });
    expect(payload.user?.id).toBe(known.userId);
  });
});

it('VOLT_MX’s create path is the configured one', async () => {
  await started({ VOLT_MX_CREATE_PATH: '/other/path' });
  await mutate(facet, 'createUser', { ...stranger(), backends: ['VOLT_MX'] });
  expect(
    facet.sandbox
      .backend('VOLT_MX')
      .requests()
      .map(({ path }) => path),
  ).toEqual(['/other/path']);
});

it('EMERITUS without a configured corporation needs one in the input', async () => {
  await started({ EMERITUS_CORP_ID: '' });
  const { email } = stranger();
  const without = await mutate(facet, 'createUser', { backends: ['EMERITUS'], email });
  expect(currentOutcome(without)).toContain('EMERITUS SKIPPED INVALID_INPUT');
  const emeritus = { corpId: 'facet-institute' };
  const created = await mutate(facet, 'createUser', { backends: ['EMERITUS'], email, emeritus });
  expect(currentOutcome(created)).toContain('EMERITUS CREATED');
});
