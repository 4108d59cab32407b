import type { AuditAction, ErrorCode } from '#schema';

/** Append-only; rows go by their age alone. */
export interface AuditTable {
  id: string;
  at: string;
  caller: string | null;
  action: AuditAction;
  user_id: string | null;
  /** `AuditedAccount` without `ref` as JSON text; null for none. */
  accounts: string | null;
  operation_id: string | null;
  /** `AuditRecord.outcomes` as JSON text; null for none. */
  outcomes: string | null;
  code: ErrorCode | null;
  detail: string | null;
}

/** Empty outside of transactions: the append-only tables that this one may change. */
export interface PermittedChangesTable {
  table_name: 'audit' | 'history';
}
