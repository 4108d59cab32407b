import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { cases } from '../cases.ts';
import { Accounts } from './accounts.ts';
import type { Field } from './accounts.ts';
import { orderProblems } from './account-judgement.ts';
import { databasesOf } from './databases.ts';
import type { Databases } from './databases.ts';
import { FAULTS, RecordingBackends } from './recording-backends.ts';
import type { Fault } from './recording-backends.ts';
import { PACE } from '../pace.ts';

const SEQUENCES = cases(2);

const DAY_MS = 86_400_000;

type Command =
  | { readonly kind: 'write'; readonly field: Field; readonly value: string }
  | { readonly kind: 'link'; readonly account: 'x1' | 'entity'; readonly person: number }
  | { readonly kind: 'unlink'; readonly account: 'x1' | 'entity' }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'doom'; readonly boundary: number }
  | { readonly kind: 'replace'; readonly skewMs: number };

const account = fc.constantFrom('x1' as const, 'entity' as const);
const skew = fc.constantFrom(0, DAY_MS, -DAY_MS, 120_000);
const languages = ['en', 'hi', 'de', 'fr', 'mr', 'ta', 'te', 'bn'];

const write: fc.Arbitrary<Command> = fc.oneof(
  fc.nat(999).map((n) => ({ kind: 'write', field: 'name', value: `Name ${n}` }) as const),
  fc
    .constantFrom(...languages)
    .map((value) => ({ kind: 'write', field: 'language', value }) as const),
  fc.nat(999).map((n) => ({ kind: 'write', field: 'pool', value: `pool-${n}` }) as const),
  fc
    .constantFrom('add', 'remove')
    .map((value) => ({ kind: 'write', field: 'owner o1', value }) as const),
);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: write },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...FAULTS).map((fault): Command => ({ kind: 'fault', fault })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('link' as const), account, person: fc.nat(2) }),
  },
  { weight: 2, arbitrary: account.map((of): Command => ({ kind: 'unlink', account: of })) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 12 })
      .map((boundary): Command => ({ kind: 'doom', boundary })),
  },
  { weight: 1, arbitrary: skew.map((skewMs): Command => ({ kind: 'replace', skewMs })) },
);

async function carryOut(one: Command, accounts: Accounts, backends: RecordingBackends) {
  switch (one.kind) {
    case 'write':
      return accounts.write(one.field, one.value);
    case 'link':
      return accounts.link(one.account, one.person);
    case 'unlink':
      return accounts.unlink(one.account);
    case 'fault':
      return backends.spoil(one.fault);
    case 'doom':
      return accounts.doom(one.boundary);
    case 'replace':
      return accounts.replace(one.skewMs);
  }
}

async function checkedResponse(
  accounts: Accounts,
  backends: RecordingBackends,
): Promise<readonly string[]> {
  const ends = await accounts.ended();
  const changes = accounts.accepted.map((change, index) => {
    const end = ends[index];
    if (!end) throw new Error('A change has no end.');
    return { ...change, ...end };
  });
  return orderProblems(changes, backends.told, backends.values);
}

describe.each(['sqlite', 'postgres'] as const)('on %s, whatever happens', (name) => {
  let databases: Databases;
  let backends: RecordingBackends;

  beforeAll(async () => {
    backends = await RecordingBackends.start();
    databases = await databasesOf[name](async () => undefined, inject('runFolder'));
  });
  afterAll(async () => {
    await databases.close();
    await backends.close();
  });

  it(
    'the last write of a field that a backend acknowledged is the newest that was accepted for the account',
    { timeout: 60_000 * PACE * SEQUENCES },
    async () => {
      const commands = fc.array(command, { minLength: 6, maxLength: 16, size: 'max' });
      const sequences = fc.asyncProperty(commands, skew, async (steps, skewMs) => {
        backends.reset();
        const accounts = new Accounts(backends, await databases.copy(), skewMs);
        try {
          await accounts.start();
          for (const one of steps) await carryOut(one, accounts, backends);
          expect(await checkedResponse(accounts, backends)).toEqual([]);
        } finally {
          await accounts.end();
        }
      });
      await fc.assert(sequences, { numRuns: SEQUENCES, endOnFailure: true });
    },
  );
});
