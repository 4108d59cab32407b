import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { cases } from '../cases.ts';
import type { WireRecord } from '#normalise';
import { accountAmong, accountKey, usersOf } from '#registry';
import type { NewAccount, Registry } from '#registry';
import { type Command, type CrashPoint, causeOf } from './commands.ts';
import { type Mortal, mortals } from './crashes.ts';
import { databases } from './databases.ts';
import { Chronicle, Model, stateOf } from './model.ts';

/** One call, with its users drawn by number, as their ids are not known before. */
type Call =
  | { readonly call: 'adopt'; readonly accounts: readonly NewAccount[] }
  | {
      readonly call: 'link' | 'linkOrMerge';
      readonly user: number;
      readonly account: NewAccount;
    }
  | { readonly call: 'unlink'; readonly user: number; readonly account: NewAccount }
  | { readonly call: 'recordWrite'; readonly account: NewAccount; readonly record: WireRecord };
type Step = Call | { readonly call: 'crash'; readonly of: Call; readonly point: CrashPoint };

/** Makes the call on both and compares what it answers. */
async function take(step: Step, model: Model, mortal: Mortal): Promise<void> {
  const { registry } = mortal;
  switch (step.call) {
    case 'adopt':
      return adopt(step.accounts, model, registry);
    case 'link':
      return link(userAt(model, step.user), step.account, model, registry);
    case 'linkOrMerge':
      return linkOrMerge(userAt(model, step.user), step.account, model, registry);
    case 'unlink':
      return unlink(userAt(model, step.user) ?? NOBODY, step.account, model, registry);
    case 'recordWrite':
      return recordWrite(step.account, step.record, model, registry);
    case 'crash':
      return crash(step.of, step.point, model, mortal);
  }
}

const NOBODY = 'user_nobody';

/** The user with this number, or a new one. */
const userAt = ({ users }: Model, number: number): string | null => users[number] ?? null;

/** The call is broken off: it has happened as a whole, or not at all. */
async function crash(of: Call, point: CrashPoint, model: Model, { registry, crash: kill }: Mortal) {
  const command = await commandOf(of, model, registry);
  if (!command) return;
  const history = await Chronicle.of(registry, model);
  const fate = await kill(command, point);
  if (fate === 'done') await follow(command, of, model, registry);
  else expect(await Chronicle.of(registry, model)).toEqual(history);
}

async function commandOf(call: Call, model: Model, registry: Registry): Promise<Command | null> {
  if (call.call === 'adopt') return call;
  const { account } = call;
  if (call.call === 'recordWrite') {
    const row = accountAmong(await registry.find([accountKey(account)]), account);
    return row ? { call: 'recordWrite', accountId: row.id, record: call.record } : null;
  }
  const userId = userAt(model, call.user);
  if (call.call === 'link' || (call.call === 'linkOrMerge' && userId === null)) {
    return { call: 'link', userId, account };
  }
  return { call: call.call, userId: userId ?? NOBODY, account };
}

/** Does on the model what a command did that told nobody its answer: new users are those who are there now. */
async function follow(command: Command, of: Call, model: Model, registry: Registry) {
  const hold = async (account: NewAccount) => {
    const [holder] = await registry.find([accountKey(account)]);
    expect(model.users).not.toContain(holder?.id);
    model.hold(holder?.id ?? NOBODY, account);
  };
  switch (command.call) {
    case 'adopt':
      for (const account of command.accounts) {
        if (model.holder(account) === undefined) await hold(account);
      }
      return;
    case 'link': {
      const { userId, account } = command;
      if (model.verdict(userId, account) !== 'linked') return;
      return userId === null ? hold(account) : model.hold(model.person(userId), account);
    }
    case 'linkOrMerge':
      return void model.linkOrMerge(command.userId, command.account);
    case 'unlink':
      return void model.unlink(command.userId, command.account);
    case 'recordWrite':
      if (of.call === 'recordWrite') model.write(of.account, of.record);
  }
}

/** Takes every account away again, so that every merge is undone on the way. */
async function takeApart(model: Model, registry: Registry): Promise<void> {
  for (const account of model.accounts()) {
    for (let holder = model.holder(account); holder; holder = model.holder(account)) {
      await unlink(holder, account, model, registry);
      expect(await stateOf(registry)).toEqual(model.state());
    }
  }
}

async function adopt(accounts: readonly NewAccount[], model: Model, registry: Registry) {
  const users = await registry.adopt(accounts, causeOf('ADOPT'));
  for (const account of accounts) {
    const meant = usersOf(users, accountKey(account)).map(({ id }) => id);
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
  const row = accountAmong(await registry.find([accountKey(account)]), account);
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
/** As JSON holds it, without a negative zero. */
const anyRecord = fc
  .dictionary(fc.constantFrom('name', 'email', 'pool'), fc.jsonValue())
  .map((record): WireRecord => JSON.parse(JSON.stringify(record)));
const anyCall: fc.Arbitrary<Call> = fc.oneof(
  fc.record({
    call: fc.constant('adopt' as const),
    accounts: fc.array(anyAccount, { maxLength: 3 }),
  }),
  fc.record({ call: fc.constant('link' as const), user: anyUser, account: anyAccount }),
  {
    weight: 3,
    arbitrary: fc.record({
      call: fc.constant('linkOrMerge' as const),
      user: anyUser,
      account: anyAccount,
    }),
  },
  fc.record({ call: fc.constant('unlink' as const), user: anyUser, account: anyAccount }),
  fc.record({ call: fc.constant('recordWrite' as const), account: anyAccount, record: anyRecord }),
);

const anyPoint: fc.Arbitrary<CrashPoint> = fc.oneof(
  fc.record({ before: fc.nat({ max: 8 }) }),
  fc.record({ commit: fc.constantFrom('unsent' as const, 'unanswered' as const) }),
);
const anyCrash = fc.record({ call: fc.constant('crash' as const), of: anyCall, point: anyPoint });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: anyCall },
  { weight: 1, arbitrary: anyCrash },
);

/** Long ones too: it takes several users to merge one who has merged others. */
const anySequence = fc.array(anyStep, { maxLength: 25, size: 'max' });

/** To make databases in PostgreSQL takes long. */
const FEW = { SQLite: 15, PostgreSQL: 8 };

describe.each(databases())('a registry in $name', (kind) => {
  const sequences = cases(FEW[kind.name]);
  const { open, close } = mortals(kind);
  afterAll(close);

  it(
    'holds what was told, whatever the order and whatever breaks off: every account is one user’s, every merge can be undone',
    async () => {
      await fc.assert(
        fc.asyncProperty(anySequence, async (steps) => {
          const mortal = await open();
          const { registry } = mortal;
          const model = new Model();
          const chronicle = new Chronicle();
          try {
            for (const step of steps) {
              await take(step, model, mortal);
              expect(await stateOf(registry)).toEqual(model.state());
              await chronicle.goesOn(registry, model);
            }
            await takeApart(model, registry);
            await chronicle.goesOn(registry, model);
          } finally {
            await registry.close();
          }
        }),
        { numRuns: sequences },
      );
    },
    30_000 + sequences * 2000,
  );
});
