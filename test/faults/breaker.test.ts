import { afterAll, beforeAll, expect, it } from 'vitest';
import { isOneProcess, startTestFacet, type TestFacet } from '../facet.ts';

const BIO = '{ user(by: { authId: "facetauth1001" }) { bio device { platform } } }';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ people: true, environment: { BREAKER: '1' } });
});

afterAll(() => facet.close());

const statusOf = async (backend: string): Promise<unknown> => {
  const { data } = await facet.query('{ backends { backend status } }');
  const backends = data?.['backends'] as unknown as readonly Readonly<Record<string, string>>[];
  return backends.find((one) => one['backend'] === backend)?.['status'];
};

it.runIf(isOneProcess)(
  'leaves a backend alone that is down, shows it without a call, and finds it again',
  async () => {
    const chakra = facet.sandbox.backend('CHAKRA');
    expect(await statusOf('CHAKRA')).toBe('UNKNOWN');
    await facet.query(BIO);
    expect(await statusOf('CHAKRA')).toBe('OK');

    await chakra.down();
    for (let round = 0; round < 10; round += 1) await facet.query(BIO);
    expect(await statusOf('CHAKRA')).toBe('DOWN');
    expect(await statusOf('HAPTIK_TRACT')).toBe('OK');

    await chakra.up();
    facet.sandbox.resetLogs();
    const { data, errors } = await facet.query(BIO);
    expect(data).toEqual({ user: { bio: null, device: { platform: expect.any(String) } } });
    expect(errors).toMatchObject([
      { path: ['user', 'bio'], extensions: { code: 'BACKEND_UNAVAILABLE', retryable: true } },
    ]);
    expect(chakra.calls()).toBe(0);

    await expect.poll(async () => (await facet.query(BIO)).errors).toBeUndefined();
    expect(chakra.calls()).toBe(1);
    // It is a moment ago that it failed.
    expect(await statusOf('CHAKRA')).toBe('DEGRADED');
  },
);
