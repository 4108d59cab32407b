import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestFacet } from '../facet.ts';
import { isOneProcess, startTestFacet } from '../facet.ts';

const SECRET = 'a secret that only Haptik knows';
let facet: TestFacet;

beforeEach(async () => {
  facet = await startTestFacet({ environment: { HAPTIK_HOOK_SECRET: SECRET } });
});
afterEach(async () => facet.close());

async function tell(user_id: string) {
  const body = JSON.stringify({ user_id });
  const signature = createHmac('sha1', SECRET).update(body).digest('hex');
  const response = await fetch(`${facet.url}/hooks/haptik/create-user`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature': `sha1=${signature}` },
    body,
  });
  return { status: response.status, body: await response.json() };
}

describe('the create-user hook', () => {
  it('refuses a body over the limit in the form that Haptik is used to', async () => {
    expect(await tell('a'.repeat(300_000))).toEqual({
      status: 413,
      body: { success: false, error_message: 'request too large' },
    });
  });

  it.runIf(isOneProcess)(
    'says that it failed when the registry is away, so that Haptik calls again',
    async () => {
      await facet.registry.close();
      expect(await tell('newcomer')).toMatchObject({ status: 503, body: { success: false } });
    },
  );
});
