import { InputError } from '#errors';
import { isAuditId } from '#registry';
import type { AuditEntry as AuditEntryRow, AuditLog, AuditQuery } from '#registry';
import type { AuditFilter, QueryAuditArgs } from '#schema';
import { pageFrom, rangeOf } from './paging.ts';
import type { PageOf, Paged } from './paging.ts';

/** An account as the audit tells of it. */
export interface AuditRef {
  readonly backend: AuditEntryRow['accounts'][number]['backend'];
  readonly scope: string | null;
  readonly ref: string | null;
  readonly digest: string;
}

export interface AuditEntry extends Omit<AuditEntryRow, 'accounts'> {
  readonly refs: readonly AuditRef[];
}

/** One page of the audit, newest first. */
export type AuditPage = PageOf<AuditEntry>;

const AUDIT: Paged = { field: 'audit', prefix: 'audit:', isId: isAuditId, things: 'entries' };

/**
 * Reads a page of the audit.
 * @throws InputError when the arguments do not describe one page
 */
export async function auditPage(
  { filter, ...args }: QueryAuditArgs,
  audit: AuditLog,
): Promise<AuditPage> {
  const range = rangeOf(args, AUDIT);
  const query = queryFrom(filter);
  // One more tells whether there are more.
  const rows = await audit.page(query, { ...range, limit: range.limit + 1 });
  const [end] =
    range.beyond === null ? [] : await audit.page(query, { ...range, limit: 1, beyond: null });
  const nodes = rows.slice(0, range.limit).map(entryOf);
  const found = { nodes, hasMore: rows.length > range.limit, first: end?.id ?? null };
  return pageFrom(found, range, AUDIT);
}

function queryFrom(filter: AuditFilter | null | undefined): AuditQuery {
  const { caller, action, userId, operationId, since, until } = filter ?? {};
  return {
    caller: caller ?? null,
    action: action ?? null,
    userId: userId ?? null,
    operationId: operationId ?? null,
    since: instant(since, 'since'),
    until: instant(until, 'until'),
  };
}

/** As the audit has them, which is compared as text. */
function instant(text: string | null | undefined, name: string): string | null {
  if (text === null || text === undefined) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InputError('This is no instant.', ['filter', name]);
  return new Date(time).toISOString();
}

const entryOf = ({ accounts, ...entry }: AuditEntryRow): AuditEntry => ({
  ...entry,
  refs: accounts.map(({ scope, ...account }) => ({
    ...account,
    scope: scope === '' ? null : scope,
  })),
});
