import DataLoader from 'dataloader';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '#config';
import { type TestFacet, isOneProcess, startTestFacet } from '../facet.ts';

/** Selects something of every read of every backend. */
const EVERYTHING = `query ($by: UserBy!) {
  user(by: $by) {
    displayName emails { address } phones { number } details device { platform }
    location { city } accounts { origin raw }
  }
}`;

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ people: true });
});
afterAll(async () => facet.close());
afterEach(() => void vi.restoreAllMocks());

describe('a read of a backend', () => {
  it.runIf(isOneProcess)('is one load of a DataLoader, whichever operation it is', async () => {
    const loads = vi.spyOn(DataLoader.prototype, 'load');
    const by = { chakraId: '9763caa1-cef3-497f-b3b2-f551456b2831' };
    const { errors, extensions } = await facet.query(EVERYTHING, { by }, { 'x-facet-trace': '1' });
    expect(errors).toBeUndefined();
    const loaded = loads.mock.calls.flatMap(([key]) => operationOf(key) ?? []);
    expect(loaded.toSorted()).toEqual(everyRead().toSorted());
    expect(callsIn(extensions)).toBe(loaded.length);
  });
});

/** The account and operation of a load; `null` for one that is no read of a backend. */
function operationOf(key: unknown): string | null {
  const { account, operation } = Object(key);
  return account ? `${account.backend} ${operation}` : null;
}

/** Every read that some backend documents. */
const everyRead = (): readonly string[] =>
  readConfig(facet.sandbox.environment).backends.flatMap(({ name, connect }) =>
    Object.keys(connect({ call: () => Promise.reject(new Error('Nothing is called.')) }).reads).map(
      (operation) => `${name} ${operation}`,
    ),
  );

function callsIn(extensions: Readonly<Record<string, unknown>> = {}): number {
  const counts = Object.values(Object(extensions['backendCalls'])).flatMap((of) =>
    Object.values(Object(of)),
  );
  return counts.reduce((sum: number, count) => sum + Number(count), 0);
}
