import type { Reading } from '#backends';
import { parseJson } from '#normalise';
import type { AccountRow, AuditEntry, HeldData, OperationRow, UserRow } from '#registry';
import type { UserBy } from '#schema';
import type { UserReader } from '../reading/read.ts';
import type { LoadedAccount } from '../reading/loaded-account.ts';
import { NO_USER_PLAN } from '../reading/query-plan.ts';
import type { User } from '../reading/user-model.ts';
import type { WriteDeps } from '../writing/write-deps.ts';

/** The form of the document, for those who read it by program. */
const FORMAT = 'facet-export/1';

export interface ExportDeps extends WriteDeps {
  readonly reader: UserReader;
}

/**
 * All that Facet holds of a person and can read of them now, as one document of plain JSON. `null` when nobody is known.
 * That it was given out is in the audit before it is: without an entry there is no export.
 */
export async function exportUser(
  by: UserBy,
  deps: ExportDeps,
): Promise<Record<string, unknown> | null> {
  const { finder, registry, reader, fields, actor } = deps;
  const row = await finder.user(by);
  if (!row) return null;
  const all = [...fields.values()];
  const plan = { ...NO_USER_PLAN, provenance: all, named: [null] };
  const user = await reader.user(row, plan, () => ['exportUser']);
  const held = await registry.erasures.held(row);
  await registry.audit.record([
    {
      caller: actor,
      action: 'EXPORT_USER',
      userId: row.id,
      accounts: row.accounts,
      operationId: null,
      outcomes: [],
      code: null,
      detail: null,
    },
  ]);
  return plain(documentOf(row, user, held, deps));
}

const documentOf = (row: UserRow, user: User, held: HeldData, { registry }: ExportDeps) => ({
  format: FORMAT,
  exportedAt: new Date(registry.operations.now()).toISOString(),
  user: { id: row.id, formerIds: row.formerIds, createdAt: row.createdAt },
  accounts: row.accounts.map((account) => accountOf(account, user, held)),
  fields: [...user.provenance.values()],
  history: held.history,
  conflicts: held.conflicts,
  operations: held.operations.map(operationOf),
  webhookCalls: held.deliveries.map((at) => ({ at })),
  audit: held.audit.map(auditOf),
});

const accountOf = (account: AccountRow, user: User, held: HeldData) => ({
  id: account.id,
  backend: account.backend,
  scope: account.scope === '' ? null : account.scope,
  ref: account.ref,
  linkedAt: account.linkedAt,
  aliases: account.aliases,
  lastWrite: account.lastWrite,
  contactPoints: held.contactPoints
    .filter(({ accountId }) => accountId === account.id)
    .map(({ kind, value }) => ({ kind, value })),
  live: liveOf(user.loadedAccounts.find(({ row }) => row.id === account.id)),
});

/** What each read of the backend told at this moment, or why it told nothing. */
function liveOf(
  loaded: LoadedAccount | undefined,
): readonly object[] | { readonly missing: string } {
  if (!loaded) return { missing: 'The account left the person meanwhile.' };
  const { adapter } = loaded;
  if (!adapter.configured) return { missing: `${adapter.name} is not configured here.` };
  const operations = Object.keys(adapter.reads);
  if (operations.length === 0) {
    return { missing: `${adapter.name} has no read here: see lastWrite.` };
  }
  return operations.map((operation) =>
    readingOf(operation, loaded.missing(operation) ?? loaded.reading(operation)),
  );
}

function readingOf(operation: string, reading: Reading | null): object {
  switch (reading?.kind) {
    case 'found':
      return { operation, origin: reading.origin, asOf: reading.asOf, record: reading.record };
    case 'failed':
      return { operation, missing: `${reading.error.code}: ${reading.error.message}` };
    case 'absent':
      return { operation, missing: 'The backend knows no such record any more.' };
    case undefined:
    case 'unwritten':
    case 'unconfigured':
      return { operation, missing: 'There is nothing to read.' };
  }
}

/** Without what only runs it. */
const operationOf = ({
  id,
  caller,
  mutation,
  key,
  state,
  createdAt,
  finishedAt,
  steps,
}: OperationRow) => ({
  id,
  caller,
  mutation,
  idempotencyKey: key,
  state,
  createdAt,
  finishedAt,
  steps: steps.map(({ backend, write, account, request, owner, answer, outcome, failures }) => ({
    backend,
    write,
    account,
    request,
    owner,
    answer,
    outcome,
    failures,
  })),
});

const auditOf = ({ accounts, ...entry }: AuditEntry) => ({ ...entry, refs: accounts });

/** Instants become text, as in every answer; numbers keep their digits. */
const plain = (value: object): Record<string, unknown> =>
  parseJson(JSON.stringify(value)) as Record<string, unknown>;
