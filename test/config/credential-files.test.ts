import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Backend } from '#schema';
import { faults } from '../../sandbox/index.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';

const folder = mkdtempSync(join(tmpdir(), 'facet-credentials-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (variable: string): string => join(folder, variable);

/** A Facet on the sandbox whose credentials stand in files, none of which is the right one yet. */
async function startWith(variables: readonly string[], further = {}): Promise<TestFacet> {
  const environment = variables.flatMap((variable) => {
    writeFileSync(fileOf(variable), 'of-last-week\n');
    return [
      [variable, ''],
      [`${variable}_FILE`, fileOf(variable)],
    ];
  });
  const facet = await startTestFacet({
    people: true,
    environment: { ...Object.fromEntries(environment), ...further },
  });
  onTestFinished(async () => facet.close());
  return facet;
}

/** As a secret store renews them; the vendor takes no other. */
function renew({ sandbox }: TestFacet, variables: readonly string[]): void {
  for (const variable of variables) {
    writeFileSync(fileOf(variable), `\uFEFF${sandbox.environment[variable]}\r\n\n`);
  }
}

const SHOWCASE = '{ user(by: { authId: "facetauth1001" }) { %s } }';
const read = (fields: string) => async (facet: TestFacet) => {
  const { errors = [] } = await facet.query(SHOWCASE.replace('%s', fields));
  return errors.map(({ extensions }) => extensions['code']);
};

const CREATE = `mutation ($input: CreateUserInput!) {
  createUser(input: $input) { errors { code } outcomes { status error { code } } }
}`;
let people = 0;
const create = (backend: Backend) => async (facet: TestFacet) => {
  people += 1;
  const input = {
    backends: [backend],
    displayName: 'Kavya Iyer',
    givenName: 'Kavya',
    familyName: 'Iyer',
    email: `kavya.iyer.${people}@example.com`,
    location: { country: 'IN' },
  };
  const { data } = await facet.query(CREATE, { input });
  const { outcomes } = Object(data).createUser;
  return outcomes.flatMap(({ error }: { error: { code: string } | null }) =>
    error && error.code !== 'NOT_REQUESTED' ? [error.code] : [],
  );
};

describe('a credential in a file', () => {
  it.each([
    ['HAPTIK_TRACT', ['HAPTIK_TRACT_TOKEN'], read('device { platform }')],
    ['HAPTIK', ['HAPTIK_TOKEN'], create('HAPTIK')],
    ['CHAKRA', ['CHAKRA_TOKEN'], read('username')],
    ['VOLT_MX', ['VOLT_MX_USERNAME', 'VOLT_MX_PASSWORD'], create('VOLT_MX')],
    ['EMERITUS', ['EMERITUS_TOKEN'], read('location { city }')],
  ] as const)('is read again when %s refuses it, and the call repeated once', async (...row) => {
    const [backend, variables, ask] = row;
    const facet = await startWith(variables);
    const calls = () => facet.sandbox.backend(backend).calls();
    // As long as the file holds the same, nothing is repeated.
    expect(await ask(facet)).toContain('BACKEND_UNAUTHORIZED');
    expect(calls()).toBe(1);
    renew(facet, variables);
    expect(await ask(facet)).toEqual([]);
    expect(calls()).toBe(3);
    expect(await ask(facet)).toEqual([]);
    expect(calls()).toBe(4);
  });

  it('is read again when a code of the envelope says that it has expired', async () => {
    const variables = ['EMERITUS_TOKEN'] as const;
    const further = { EMERITUS_UNAUTHORIZED_CODES: '40100, 40101' };
    const facet = await startWith(variables, further);
    renew(facet, variables);
    const emeritus = facet.sandbox.backend('EMERITUS');
    const expired = { code: 40101, msg: 'token expired', data: null };
    emeritus.fault('profile', faults.status(200, {}, expired), 1);
    expect(await read('location { city }')(facet)).toEqual([]);
    expect(emeritus.calls()).toBe(2);
    // There is no other one now.
    emeritus.fault('profile', faults.status(200, {}, expired), 1);
    expect(await read('location { city }')(facet)).toEqual(['BACKEND_UNAUTHORIZED']);
    expect(emeritus.calls()).toBe(3);
  });

  it('is read again once for many calls that are refused together', async () => {
    const facet = await startWith(['CHAKRA_TOKEN']);
    renew(facet, ['CHAKRA_TOKEN']);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => read('username')(facet)),
    );
    expect(answers.flat()).toEqual([]);
  });

  it('stays what it was while its file cannot be used', async () => {
    const facet = await startWith(['CHAKRA_TOKEN']);
    renew(facet, ['CHAKRA_TOKEN']);
    expect(await read('username')(facet)).toEqual([]);
    for (const text of ['', ' \n', 'two words', 'ключ', '\0']) {
      writeFileSync(fileOf('CHAKRA_TOKEN'), text);
      facet.sandbox.backend('CHAKRA').fault('user', faults.status(401), 1);
      expect(await read('username')(facet)).toEqual(['BACKEND_UNAUTHORIZED']);
    }
    rmSync(fileOf('CHAKRA_TOKEN'));
    facet.sandbox.backend('CHAKRA').fault('user', faults.status(401), 1);
    expect(await read('username')(facet)).toEqual(['BACKEND_UNAUTHORIZED']);
    expect(await read('username')(facet)).toEqual([]);
  });

  it('that signs calls to our own hook is read again when a signature does not fit', async () => {
    const facet = await startWith(['HAPTIK_HOOK_SECRET']);
    const tell = async (secret: string): Promise<number> => {
      const body = JSON.stringify({ user_id: 'told-1' });
      const digest = createHmac('sha1', secret).update(body).digest('hex');
      const response = await fetch(`${facet.url}/hooks/haptik/create-user`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature': `sha1=${digest}` },
        body,
      });
      return response.status;
    };
    expect(await tell('of-last-week')).toBe(200);
    expect(await tell('of this week')).toBe(401);
    writeFileSync(fileOf('HAPTIK_HOOK_SECRET'), 'of this week\n');
    expect(await tell('of this week')).toBe(200);
    expect(await tell('of-last-week')).toBe(401);
  });
});
