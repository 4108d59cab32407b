import { typeidUnboxed } from 'typeid-js';

/**
 * Ids are TypeIDs: an opaque prefix and a UUIDv7 in lower-case base 32. They sort as text by the time they were made,
 * and within one process strictly so, also inside one millisecond: the generator counts on.
 */

/** `user_01…`, 31 characters. */
export const newUserId = (): string => typeidUnboxed('user');

/** `acct_01…`, 31 characters. */
export const newAccountId = (): string => typeidUnboxed('acct');

/** `hist_01…`, 31 characters. */
export const newHistoryId = (): string => typeidUnboxed('hist');

/** `oper_01…`, 31 characters. */
export const newOperationId = (): string => typeidUnboxed('oper');

/** `merge_01…`, 32 characters. */
export const newMergeId = (): string => typeidUnboxed('merge');

/** `bind_01…`, 31 characters. */
export const newBindingChangeId = (): string => typeidUnboxed('bind');

/** `audit_01…`, 32 characters. */
export const newAuditId = (): string => typeidUnboxed('audit');

/** `erase_01…`, 32 characters. */
export const newErasureId = (): string => typeidUnboxed('erase');

/** Whether an id of ours names an account; any other text may be a user's. */
export const isAccountId = (id: string): boolean => id.startsWith('acct_');

/** Whether a text can be an operation's id: nothing else is looked up, since not every database takes every character. */
export const isOperationId = (id: string): boolean => /^oper_[0-9a-z]+$/.test(id);

/** Whether a text can be the id of a user; it need not be known. */
export const isUserId = (id: string): boolean => isIdOf('user', id);

/** Whether a text can be the id of an entry of a history. */
export const isHistoryId = (id: string): boolean => isIdOf('hist', id);

/** Whether a text can be the id of an entry of the audit. */
export const isAuditId = (id: string): boolean => isIdOf('audit', id);

const SUFFIX = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

const isIdOf = (prefix: string, id: string): boolean =>
  id.startsWith(`${prefix}_`) && SUFFIX.test(id.slice(prefix.length + 1));
