import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireRecord } from '../../src/identity.ts';
import { accountAmong, keyOf, usersOf } from '../../src/registry/match.ts';
import type { Cause, NewAccount, Registry } from '../../src/registry/registry.ts';
import { openRegistry } from '../../src/registry/open.ts';
import { databases } from './databases.ts';
import { Model, stateOf } from './model.ts';

/** One call, with its users drawn by number, as their ids are not known before. */
type Step =
  | { readonly call: 'adopt'; readonly accounts: readonly NewAccount[] }
  | {
      readonly call: 'link' | 'linkOrMerge';
      readonly user: number;
      readonly account: NewAccount;
    }
  | { readonly call: 'unlink'; readonly user: number; readonly account: NewAccount }
  | { readonly call: 'recordWrite'; readonly account: NewAccount; readonly record: WireRecord };

const causeOf = (kind: Cause['kind']): Cause => ({ kind, actor: 'facet', evidence: 'test' });

/** Makes the call on both and compares what it answers. */
async function take(step: Step, model: Model, registry: Registry): Promise<void> {
  switch (step.call) {
    case 'adopt':
      return adopt(step.accounts, model, registry);
    case 'link':
      return link(userAt(model, step.user), step.account, model, registry);
    case 'linkOrMerge':
      return linkOrMerge(userAt(model, step.user), step.account, model, registry);
    case 'unlink':
      return unlink(userAt(model, step.user) ?? 'user_nobody', step.account, model, registry);
    case 'recordWrite':
      return recordWrite(step.account, step.record, model, registry);
  }
}

/** The user with this number, or a new one. */
const userAt = ({ users }: Model, number: number): string | null => users[number] ?? null;

async function adopt(accounts: readonly NewAccount[], model: Model, registry: Registry) {
  const users = await registry.adopt(accounts, causeOf('ADOPT'));
  for (const account of accounts) {
    const meant = usersOf(users, keyOf(account)).map(({ id }) => id);
    const holder = model.holder(account);
    if (holder === undefined) expect(model.users).not.toContain(meant[0]);
    else expect(meant).toEqual([holder]);
    if (holder === undefined) model.hold(meant.join(), account);
  }
}

async function link(userId: string | null, account: NewAccount, model: Model, registry: Registry) {
  const verdict = model.verdict(userId, account);
  const result = await registry.link(userId, account, causeOf('LINK'));
  expect(result.kind).toBe(verdict);
  if (result.kind === 'linked') model.hold(result.account.userId, account);
  if (result.kind === 'taken') expect(result.account.userId).toBe(model.holder(account));
}

async function linkOrMerge(
  userId: string | null,
  account: NewAccount,
  model: Model,
  registry: Registry,
) {
  if (userId === null) return link(null, account, model, registry);
  const result = await registry.linkOrMerge(userId, account, causeOf('LINK'));
  expect(result.kind).toBe(model.linkOrMerge(userId, account));
}

async function unlink(userId: string, account: NewAccount, model: Model, registry: Registry) {
  const result = await registry.unlink(userId, account, causeOf('UNLINK'));
  expect(result).toEqual(model.unlink(userId, account));
}

async function recordWrite(
  account: NewAccount,
  record: WireRecord,
  model: Model,
  registry: Registry,
) {
  const row = accountAmong(await registry.find([keyOf(account)]), account);
  expect(row?.userId).toBe(model.holder(account));
  if (!row) return;
  await registry.recordWrite(row.id, record);
  model.write(account, record);
}

/** Few accounts, so that steps meet: two in one scope, two scopes at one backend. */
const anyAccount: fc.Arbitrary<NewAccount> = fc.oneof(
  fc.record({
    backend: fc.constant('EMERITUS' as const),
    scope: fc.constantFrom('acme', 'other'),
    ref: fc.constantFrom('1', '2'),
  }),
  fc.record({
    backend: fc.constantFrom('CHAKRA' as const, 'HAPTIK' as const),
    scope: fc.constant(''),
    ref: fc.constantFrom('1', '2'),
  }),
);
const anyUser = fc.nat({ max: 4 });
const anyRecord = fc.dictionary(fc.constantFrom('name', 'email', 'pool'), fc.jsonValue());
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    call: fc.constant('adopt' as const),
    accounts: fc.array(anyAccount, { maxLength: 3 }),
  }),
  fc.record({ call: fc.constant('link' as const), user: anyUser, account: anyAccount }),
  fc.record({ call: fc.constant('linkOrMerge' as const), user: anyUser, account: anyAccount }),
  fc.record({ call: fc.constant('unlink' as const), user: anyUser, account: anyAccount }),
  fc.record({ call: fc.constant('recordWrite' as const), account: anyAccount, record: anyRecord }),
);

/** How many sequences are tried: more take more than the quick suite's time. Making a database in PostgreSQL takes long. */
const SEQUENCES = Number(process.env['FACET_TEST_SEQUENCES'] ?? 40);
const SHARE = { SQLite: 1, PostgreSQL: 0.2 };

describe.each(databases())('a registry in $name', ({ name, newUrl }) => {
  it(
    'holds what was told, whatever the order: every account is one user’s, every merge can be undone',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), async (steps) => {
          const registry = await openRegistry(await newUrl());
          const model = new Model();
          try {
            for (const step of steps) {
              await take(step, model, registry);
              expect(await stateOf(registry)).toEqual(model.state());
            }
          } finally {
            await registry.close();
          }
        }),
        { numRuns: SEQUENCES * SHARE[name] },
      );
    },
    30_000 + SEQUENCES * 500,
  );
});
