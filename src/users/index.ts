export { backendInfo } from './fields/capabilities.ts';
export { fieldSources } from './fields/field-sources.ts';
export { readPrecedence } from './fields/precedence-override.ts';
export { userParts } from './fields/field-kinds.ts';
export type { PrecedenceOverrides } from './fields/precedence.ts';
export type { ReadShapingKind } from './fields/field-kinds.ts';
export type { ReadShapingFields } from './fields/read-shaping.ts';
export { readShapingFields } from './fields/read-shaping.ts';
export type { UnifiedField, UnifiedFields } from './fields/unified-fields.ts';
export { unifiedFields } from './fields/unified-fields.ts';
export { auditPage } from './identity/audit-pages.ts';
export type { AuditEntry, AuditPage, AuditRef } from './identity/audit-pages.ts';
export { allOf } from './identity/at-once.ts';
export { CachedContacts } from './identity/cached-contacts.ts';
export type { ExtractContactPoints } from './identity/contact-point-occurrences.ts';
export { contactPointExtractor } from './identity/contact-point-occurrences.ts';
export type { PossibleDuplicate } from './identity/duplicates.ts';
export { Finder } from './identity/find.ts';
export type { HistoryEntry, HistoryPage } from './identity/history.ts';
export { Histories, NO_HISTORY } from './identity/history.ts';
export { openRegistryOf } from './identity/identity-registry.ts';
export type { UserConnection, Edge } from './identity/user-lists.ts';
export { UserLists } from './identity/user-lists.ts';
export { Visibility, isVisibleAccount } from './identity/visibility.ts';
export type { LinkColumns } from './importing/link-columns.ts';
export { readLinkColumns } from './importing/link-columns.ts';
export { webhooksFor } from './identity/webhooks.ts';
export { fieldWarnings } from './reading/field-warnings.ts';
export { emptyObject } from './fields/object-shape.ts';
export { today } from './reading/kept-user.ts';
export { isLasting } from './reading/lasting.ts';
export { namedSource, namedValues } from './reading/named.ts';
export type {
  AccountPlan,
  LoneAccountPlan,
  NamesAsked,
  UserQueryPlan,
  WantedField,
} from './reading/query-plan.ts';
export { NO_ACCOUNT_PLAN, joinAccountPlans } from './reading/query-plan.ts';
export { UserReader } from './reading/read.ts';
export type { Account, ListOrError, User } from './reading/user-model.ts';
export type { AnswerPath, Warning } from './reading/warning.ts';
export { eraseUser } from './privacy/erase-user.ts';
export type { EraseResult } from './privacy/erase-user.ts';
export { exportUser } from './privacy/export-user.ts';
export { createUser } from './writing/create-user.ts';
export { fieldsStored, hiddenIn, planOf } from './writing/hidden-by.ts';
export { linkAccount } from './writing/link-account.ts';
export type { LinkOutcome } from './writing/link-outcome.ts';
export { unlinkAccount } from './writing/unlink-account.ts';
export { updateEmail } from './writing/update-email.ts';
export type { OwnersResult } from './writing/update-owners.ts';
export { updateOwners } from './writing/update-owners.ts';
export { updatePool } from './writing/update-pool.ts';
export { updateUser } from './writing/update-user.ts';
export type { WriteDeps } from './writing/write-deps.ts';
