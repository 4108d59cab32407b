import type { AccountKey } from '#normalise';
import type { AccountRow, UserKey, UserRow } from './registry.ts';

/**
 * The users among `rows` that a key means, in the rows' order. At most one, but for an alias: several accounts may share
 * one, and it is for the caller to say that this is a CONFLICT.
 */
export function usersOf(rows: readonly UserRow[], key: UserKey): readonly UserRow[] {
  const text = textOf(key);
  if (rows.length > FEW) return indexOf(rows, key.by).get(text) ?? NOBODY;
  return rows.filter((user) => TEXTS[key.by](user).includes(text));
}

/** The row of an account, if one of the users holds it. */
export function accountAmong(users: readonly UserRow[], key: AccountKey): AccountRow | undefined {
  const text = accountText(key);
  const [holder] = usersOf(users, accountKey(key));
  return holder?.accounts.find((row) => accountText(row) === text);
}

export function accountKey({ backend, scope, ref }: AccountKey): UserKey {
  return { by: 'key', backend, scope, ref };
}

/** An account's key as one text, different for different accounts. */
export function accountText({ backend, scope, ref }: AccountKey): string {
  return tagged(backend, scope, ref);
}

/** A key as one text, different for different keys. */
export function keyText(key: UserKey): string {
  return `${key.by} ${textOf(key)}`;
}

/** Up to here going through all costs less than an index. */
const FEW = 16;
const NOBODY: readonly UserRow[] = [];

type Kind = UserKey['by'];

/** All texts by which a user is found, for each kind of key. */
const TEXTS: Readonly<Record<Kind, (user: UserRow) => readonly string[]>> = {
  userId: ({ id, formerIds }) => [id, ...formerIds],
  accountId: ({ accounts }) => accounts.map(({ id }) => id),
  key: ({ accounts }) => accounts.map(accountText),
  alias: ({ accounts }) =>
    accounts.flatMap(({ backend, aliases }) =>
      Object.entries(aliases).map(([scheme, value]) => tagged(backend, scheme, value)),
    ),
};

function textOf(key: UserKey): string {
  switch (key.by) {
    case 'userId':
    case 'accountId':
      return key.id;
    case 'key':
      return accountText(key);
    case 'alias':
      return tagged(key.backend, key.scheme, key.value);
  }
}

/** The length tells where the second part ends, whatever characters it holds. */
function tagged(backend: string, scope: string, value: string): string {
  return `${backend} ${scope.length} ${scope}${value}`;
}

type Index = ReadonlyMap<string, readonly UserRow[]>;

/** Rows do not change, and a caller asks them for many keys: they are indexed once for each kind. */
const indexes = new WeakMap<readonly UserRow[], Map<Kind, Index>>();

function indexOf(rows: readonly UserRow[], kind: Kind): Index {
  const kept = indexes.get(rows) ?? new Map<Kind, Index>();
  indexes.set(rows, kept);
  const index = kept.get(kind) ?? indexBy(rows, TEXTS[kind]);
  kept.set(kind, index);
  return index;
}

function indexBy(rows: readonly UserRow[], textsOf: (user: UserRow) => readonly string[]): Index {
  const index = new Map<string, UserRow[]>();
  for (const user of rows) {
    for (const text of new Set(textsOf(user))) {
      const users = index.get(text);
      if (users) users.push(user);
      else index.set(text, [user]);
    }
  }
  return index;
}
