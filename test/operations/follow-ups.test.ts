import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import type { TestFacet } from '../facet.ts';
import { startTestFacet } from '../facet.ts';
import { QUICK, person } from './operations.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: QUICK });
});

afterAll(async () => facet.close());

beforeEach(async () => facet.sandbox.reset());

const OUTCOME = `backend status attempts stored notStored { path reason } error { code }
  account { ref user { id } }`;

/** Somebody for EMERITUS alone, known to it by number and address. */
const contact = () => {
  const { email, phone } = person();
  return { email, phone: phone ?? '', backends: ['EMERITUS'] };
};

async function create(input: object) {
  const { data, errors } = await facet.query(
    `mutation ($input: CreateUserInput!) { createUser(input: $input) {
      user { id } operation { id state } outcomes { ${OUTCOME} } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  const { outcomes, ...payload } = Object(data).createUser;
  expect(outcomes).toHaveLength(5);
  return { ...payload, outcomes, emeritus: outcomes[4] };
}

async function finished(id: string) {
  for (;;) {
    const { data } = await facet.query(
      `query ($id: ID!) { operation(id: $id) { state outcomes { ${OUTCOME} } } }`,
      { id },
    );
    const { state, outcomes } = Object(data).operation;
    if (state === 'DONE') return outcomes[4];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const sent = () =>
  facet.sandbox
    .backend('EMERITUS')
    .requests()
    .map(({ operation }) => operation);

const recordOf = ({ phone }: { readonly phone: string }) =>
  facet.sandbox
    .backend('EMERITUS')
    .records.all()
    .find(({ mobile }) => JSON.stringify(mobile) === JSON.stringify(['91', phone.slice(3)]));

const ABOUT_EMAIL = expect.objectContaining({ path: ['input', 'email'] });

describe('a person with a number and an address at EMERITUS', () => {
  it('is created by the number, and the update of the address follows at once', async () => {
    const input = contact();
    const { emeritus, operation } = await create(input);
    expect(emeritus).toMatchObject({
      status: 'CREATED',
      attempts: 1,
      stored: ['phone', 'email'],
      notStored: [],
      error: null,
    });
    expect(operation.state).toBe('DONE');
    expect(sent()).toEqual(['createUser', 'updateEmail']);
    expect(recordOf(input)?.['emails']).toEqual([input.email]);
  });

  it('keeps their address when they were there already, and the caller learns it', async () => {
    const input = contact();
    await create(input);
    const again = await create({ ...input, email: 'other@example.net' });
    expect(again.emeritus).toMatchObject({ status: 'EXISTED', stored: [], error: null });
    expect(again.emeritus.notStored).toContainEqual(ABOUT_EMAIL);
    expect(recordOf(input)?.['emails']).toEqual([input.email]);
  });

  it('is linked when the address is refused, and the caller learns why', async () => {
    facet.sandbox.backend('EMERITUS').fault('updateEmail', faults.status(400));
    const input = { ...contact(), idempotencyKey: 'refused address' };
    const { emeritus, user } = await create(input);
    expect(emeritus).toMatchObject({
      status: 'CREATED',
      stored: ['phone'],
      error: { code: 'BACKEND_REJECTED' },
      account: { user: { id: user.id } },
    });
    expect(emeritus.notStored).toContainEqual(ABOUT_EMAIL);
    expect((await create(input)).emeritus).toEqual(emeritus);
  });

  it('has the address written later when no answer came', async () => {
    facet.sandbox.backend('EMERITUS').fault('updateEmail', faults.status(500), 1);
    const input = contact();
    const { emeritus, operation } = await create(input);
    expect(emeritus).toMatchObject({
      status: 'CREATED',
      stored: ['phone'],
      error: { code: 'BACKEND_UNAVAILABLE' },
    });
    expect(operation.state).toBe('WAITING');
    expect(await finished(operation.id)).toMatchObject({
      status: 'CREATED',
      stored: ['phone', 'email'],
      notStored: [],
      error: null,
    });
    expect(recordOf(input)?.['emails']).toEqual([input.email]);
  });

  it('has it written when the answer to the creation was lost, and it is found to be there', async () => {
    facet.sandbox.backend('EMERITUS').fault('createUser', faults.lostAnswer(), 1);
    const input = contact();
    const { operation } = await create(input);
    expect(await finished(operation.id)).toMatchObject({ status: 'EXISTED', stored: ['email'] });
    expect(recordOf(input)?.['emails']).toEqual([input.email]);
  });

  it('is taken up again with both by the key when the creation failed', async () => {
    facet.sandbox.backend('EMERITUS').fault('createUser', faults.status(503), 3);
    const input = { ...contact(), idempotencyKey: 'both again' };
    const failed = await create(input);
    expect(failed.emeritus).toMatchObject({ status: 'FAILED', stored: [], notStored: [] });
    expect(failed.outcomes).toHaveLength(5);
    await facet.sandbox.reset();
    const { emeritus } = await create(input);
    expect(emeritus).toMatchObject({ status: 'CREATED', stored: ['phone', 'email'] });
    expect(recordOf(input)?.['emails']).toEqual([input.email]);
  });

  it('has a later change of the address written last', async () => {
    facet.sandbox.backend('EMERITUS').fault('updateEmail', faults.status(500), 1);
    const input = contact();
    const { user, operation } = await create(input);
    const later = 'later@example.net';
    await facet.query(
      `mutation ($input: UpdateEmailInput!) { updateEmail(input: $input) { user { id } } }`,
      { input: { user: { id: user.id }, email: later, at: ['EMERITUS'] } },
    );
    await finished(operation.id);
    expect(recordOf(input)?.['emails']).toEqual([later]);
  });
});
