import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../../sandbox/index.ts';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';

let facet: TestFacet;
let chakraId: string;

beforeAll(async () => {
  facet = await startTestFacet({ people: true });
  // The first of the sandbox's people has an account everywhere.
  const [first] = facet.sandbox.people;
  chakraId = first?.accounts.find(({ backend }) => backend === 'CHAKRA')?.ref ?? '';
});

afterAll(async () => facet.close());

beforeEach(async () => facet.sandbox.reset());

const HIDDEN = `user { email displayName }
  outcomes { backend status stored hiddenBy { field candidates { backend state value } } }`;

async function write(mutation: string, input: object, selection = HIDDEN) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await facet.query(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} } }`,
    { input: { user: { chakraId }, ...input } },
  );
  expect(errors).toBeUndefined();
  return Object(data)[mutation];
}

const hidden = (payload: {
  outcomes: readonly { backend: string; hiddenBy: readonly unknown[] }[];
}) => Object.fromEntries(payload.outcomes.map(({ backend, hiddenBy }) => [backend, hiddenBy]));

describe('what was stored and another backend’s value hides', () => {
  it('is told by field with every source, so that an old address after a change is no riddle', async () => {
    const email = 'stored@example.net';
    const payload = await write('updateEmail', { email });
    expect(payload.user.email).not.toBe(email);
    const differs = [
      {
        field: 'email',
        candidates: expect.arrayContaining([
          { backend: 'CHAKRA', state: 'CHOSEN', value: payload.user.email },
          { backend: 'HAPTIK', state: 'DIFFERS', value: email },
        ]),
      },
    ];
    expect(hidden(payload)).toEqual({
      HAPTIK_TRACT: [],
      HAPTIK: differs,
      CHAKRA: [],
      VOLT_MX: [],
      EMERITUS: differs,
    });
  });

  it('is nothing where it shows', async () => {
    const { user } = await write('updateUser', { set: { displayName: 'x' } });
    const payload = await write('updateUser', {
      set: { displayName: user.displayName, language: 'fr' },
    });
    expect(hidden(payload)['HAPTIK']).toEqual([]);
    expect(hidden(payload)['EMERITUS']).toEqual([]);
  });

  it('costs no read when nobody asks for it, and none for what no other backend has', async () => {
    await write('updateEmail', { email: 'unread@example.net' }, 'outcomes { status stored }');
    expect(facet.sandbox.calls()).not.toHaveProperty('CHAKRA');
    await facet.sandbox.reset();
    await write('updateUser', { set: { language: 'fr' } }, 'outcomes { hiddenBy { field } }');
    expect(facet.sandbox.calls()).toEqual({ HAPTIK: { updateUser: 1 } });
  });

  it('and is not told of a backend that refused the write', async () => {
    facet.sandbox.backend('HAPTIK').fault('updateUser', faults.status(400));
    const payload = await write('updateEmail', { email: 'refused@example.net' });
    expect(hidden(payload)['HAPTIK']).toEqual([]);
  });
});
