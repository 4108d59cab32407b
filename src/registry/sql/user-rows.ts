import type { InferResult, Kysely } from 'kysely';
import type { RowCipher } from '../row-cipher.ts';
import { openWrite } from './sealed.ts';
import type { Tables } from './tables.ts';
import type { AccountRow, LastWrite, UserRow } from '../registry.ts';

/**
 * One alias of one account of one user, and one user who was merged into that one. The account's columns are null for a
 * user without any, the others' likewise.
 */
export type JoinedRow = InferResult<ReturnType<typeof joinedUsers>>[number];

/**
 * Users with all they have, to be narrowed by `user.id`: each user's rows stand together. Ordering the accounts as well
 * would make SQLite sort whole rows, at a tenth of the statement's cost; `usersFrom` does it.
 */
export function joinedUsers(db: Kysely<Tables>, order: 'asc' | 'desc' = 'asc') {
  return db
    .selectFrom('users as user')
    .leftJoin('accounts as account', 'account.user_id', 'user.id')
    .leftJoin('account_aliases as alias', 'alias.account_id', 'account.id')
    .leftJoin('users as former', 'former.merged_into', 'user.id')
    .select(['user.id as user_id', 'user.created_at', 'former.id as former_id'])
    .select(['account.id', 'account.backend', 'account.scope', 'account.ref', 'account.linked_at'])
    .select(['account.last_write', 'account.written_at', 'alias.scheme', 'alias.value'])
    .orderBy('user.id', order);
}

type WithAccount = JoinedRow &
  Pick<AccountRow, 'id' | 'backend' | 'scope' | 'ref'> & { linked_at: string };
type Grown<Row, Key extends keyof Row, Value> = Omit<Row, Key> & Record<Key, Value>;
type GrowingAccount = Grown<AccountRow, 'aliases', Record<string, string>>;
type GrowingUser = Omit<UserRow, 'accounts' | 'formerIds'> & {
  readonly accounts: GrowingAccount[];
  readonly formerIds: string[];
};

/** Folds joined rows, each user's together, into users in the order of the rows, each one's accounts oldest link first. */
export function usersFrom(rows: readonly JoinedRow[], cipher: RowCipher): readonly UserRow[] {
  const users: GrowingUser[] = [];
  let user: GrowingUser | undefined;
  for (const row of rows) {
    if (user?.id !== row.user_id) {
      user = { id: row.user_id, formerIds: [], createdAt: row.created_at, accounts: [] };
      users.push(user);
    }
    if (hasAccount(row)) addAccount(user.accounts, row, cipher);
    const { former_id: former } = row;
    if (former !== null && !user.formerIds.includes(former)) user.formerIds.push(former);
  }
  for (const { accounts } of users) accounts.sort(byAge);
  return users;
}

function addAccount(accounts: GrowingAccount[], row: WithAccount, cipher: RowCipher): void {
  let account = accounts.find(({ id }) => id === row.id);
  if (!account) {
    account = accountFrom(row, cipher);
    accounts.push(account);
  }
  if (row.scheme !== null && row.value !== null) account.aliases[row.scheme] = row.value;
}

/** Links made at once share their instant; their ids still have the order. */
function byAge(one: AccountRow, other: AccountRow): number {
  if (one.linkedAt !== other.linkedAt) return one.linkedAt < other.linkedAt ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

function hasAccount(row: JoinedRow): row is WithAccount {
  return row.id !== null;
}

function accountFrom(row: WithAccount, cipher: RowCipher): GrowingAccount {
  return {
    id: row.id,
    userId: row.user_id,
    backend: row.backend,
    scope: row.scope,
    ref: row.ref,
    linkedAt: row.linked_at,
    aliases: {},
    lastWrite: lastWriteFrom(row, cipher),
  };
}

function lastWriteFrom(
  { id, last_write: text, written_at: at }: WithAccount,
  cipher: RowCipher,
): LastWrite | null {
  return text === null || at === null ? null : { record: openWrite(cipher, id, text), at };
}
