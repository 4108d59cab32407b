import type { NewAccount, Registry } from '#registry';
import type { Sandbox } from '../../../sandbox/index.ts';
import { type Suffering, type Trouble, backendOf, sufferingOf } from './troubles.ts';
import type { AccountData, BackendName, WorldData } from './world.ts';

/** An account with the identifiers that make it unlike that of any other run. */
export interface StagedAccount extends AccountData {
  readonly scope: string;
  readonly ref: string;
  readonly owner: number;
  /** The third-party identifier that TRACT tells of it. */
  readonly alias: string | null;
  /** The registry knows that identifier beforehand. */
  readonly aliasKnown: boolean;
  /** Facet's id of it; `null` while the registry does not know it. */
  readonly id: string | null;
}

export interface StagedPerson {
  readonly index: number;
  readonly userId: string | null;
  readonly accounts: readonly StagedAccount[];
}

/** The people of one run as the registry and the backends know them. */
export interface Stage {
  readonly people: readonly StagedPerson[];
  readonly suffering: Suffering;
}

const CORPORATIONS = ['facet-academy', 'facet-institute'] as const;

const uuid = (run: number, person: number): string =>
  `00000000-0000-4000-8000-${(run * 16 + person).toString(16).padStart(12, '0')}`;

const REFS: Readonly<Record<BackendName, (run: number, person: number) => string>> = {
  HAPTIK_TRACT: (run, person) => `tract-${run}-${person}`,
  HAPTIK: (run, person) => `auth${run}x${person}`,
  CHAKRA: uuid,
  VOLT_MX: (run, person) => String(9_000_000_000_000_000_001n + BigInt(run * 16 + person)),
  EMERITUS: (run, person) => `entity-${run}-${person}`,
};

/** Makes the people of one run known to the registry and to the backends. */
export async function enter(
  { people }: WorldData,
  troubles: readonly Trouble[],
  run: number,
  registry: Registry,
  sandbox: Sandbox,
): Promise<Stage> {
  const staged = people.map(({ registered, accounts }, index) => ({
    registered,
    accounts: accounts.map((account) => stagedAccount(account, run, index)),
  }));
  await registry.seed(
    staged.flatMap(({ registered, accounts }) => (registered ? [accounts.map(newAccount)] : [])),
    { kind: 'LINK', actor: 'test', evidence: 'test' },
  );
  const all = staged.flatMap(({ accounts }) => accounts);
  const rows = await registry.find(
    all.map(({ backend, scope, ref }) => ({ by: 'key', backend, scope, ref })),
  );
  const ids = new Map(
    rows.flatMap(({ accounts }) => accounts.map((row) => [row.ref + row.scope, row])),
  );
  const atChakra = new Map(
    all.filter(({ backend }) => backend === 'CHAKRA').map(({ owner, ref }) => [owner, ref]),
  );
  for (const account of all) if (account.known) setRecord(account, atChakra, sandbox);
  for (const trouble of troubles) await begin(trouble, sandbox);
  return {
    suffering: sufferingOf(troubles),
    people: staged.map(({ accounts }, index) => ({
      index,
      userId: ids.get(keyOf(accounts[0]))?.userId ?? null,
      accounts: accounts.map((account) => ({
        ...account,
        id: ids.get(keyOf(account))?.id ?? null,
      })),
    })),
  };
}

const keyOf = (account: { ref: string; scope: string } | undefined): string =>
  account ? account.ref + account.scope : '';

function stagedAccount(account: AccountData, run: number, owner: number): StagedAccount {
  const ref = REFS[account.backend](run, owner);
  const tellsAlias = account.facts['third_party_user_id']?.says === 'told';
  return {
    ...account,
    owner,
    ref,
    scope: account.backend === 'EMERITUS' ? CORPORATIONS[account.corporation] : '',
    alias: tellsAlias ? `third-party-${ref}` : null,
    aliasKnown: tellsAlias && account.written,
    id: null,
  };
}

function newAccount(account: StagedAccount): NewAccount {
  const { backend, scope, ref, written, alias, aliasKnown } = account;
  return {
    backend,
    scope,
    ref,
    aliases: alias !== null && aliasKnown ? { thirdPartyUserId: alias } : undefined,
    written: written ? wireOf(account) : null,
  };
}

const wireOf = ({ facts }: AccountData): Record<string, unknown> =>
  Object.assign({}, ...Object.values(facts).map(({ wire }) => wire));

/** What TRACT tells of a detail: nobody else's. */
export const detailOf = (name: string, { ref }: StagedAccount): string => `${name} of ${ref}`;

function setRecord(
  account: StagedAccount,
  atChakra: ReadonlyMap<number, string>,
  sandbox: Sandbox,
): void {
  const { backend, scope, ref, facts } = account;
  const { records } = sandbox.backend(backend);
  const values = (name: string): unknown => facts[name]?.wire['value'];
  switch (backend) {
    case 'HAPTIK_TRACT': {
      const details = ['city', 'plan', 'vip'].map((name) => [name, detailOf(name, account)]);
      records.set(ref, {
        user_id: ref,
        ...wireOf(account),
        ...(account.alias === null ? {} : { third_party_user_id: account.alias }),
        details: Object.fromEntries(details),
      });
      break;
    }
    case 'CHAKRA': {
      const reportees = account.reportees.map((person) => atChakra.get(person) ?? 'not-an-id');
      records.set(ref, { id: ref, ...wireOf(account), reportees });
      break;
    }
    case 'EMERITUS': {
      const { value: _, ...profile } = wireOf(account);
      records.set(
        { scope, ref },
        {
          user_id: ref,
          corp_id: scope,
          profile: { user_id: ref, corp_id: scope, ...profile },
          mobile: values('mobile'),
          mobileBackup: values('mobile_backup'),
          emails: values('email'),
        },
      );
      break;
    }
    case 'HAPTIK':
    case 'VOLT_MX':
  }
}

async function begin(trouble: Trouble, sandbox: Sandbox): Promise<void> {
  const [, operation = ''] = trouble.operation.split(' ');
  const backend = sandbox.backend(backendOf(trouble));
  const { fault } = trouble.kind;
  if (fault) backend.fault(operation, fault);
  else await backend.down();
}

/** Takes the troubles of a run away. */
export async function leave(troubles: readonly Trouble[], sandbox: Sandbox): Promise<void> {
  for (const trouble of troubles) {
    const backend = sandbox.backend(backendOf(trouble));
    backend.clearFaults();
    await backend.up();
  }
}
