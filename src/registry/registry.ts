import type { AccountKey, Aliases, Lookup, ReportedAliases, WireRecord } from '#normalise';
import type { Backend } from '#schema';

/** An account as the registry knows it. Times are ISO instants. */
export interface AccountRow extends AccountKey {
  readonly id: string;
  readonly userId: string;
  readonly linkedAt: string;
  readonly aliases: Aliases;
  /** The last acknowledged write: what the backend was told and confirmed. Never a secret. */
  readonly lastWrite: LastWrite | null;
}

export interface LastWrite {
  readonly record: WireRecord;
  readonly at: string;
}

/** A person: an id and the accounts linked to it, oldest link first; possibly none. */
export interface UserRow {
  readonly id: string;
  /** The ids of users that were merged into this one: they mean this person now. */
  readonly formerIds: readonly string[];
  readonly createdAt: string;
  readonly accounts: readonly AccountRow[];
}

/** How a user is looked up: by an id of ours, or by any identifier of a backend. */
export type UserKey =
  | { readonly by: 'userId'; readonly id: string }
  | { readonly by: 'accountId'; readonly id: string }
  | Lookup;

/** Why the registry changed a link; kept in the history. No personal data beyond refs. */
export interface Cause {
  readonly kind:
    | 'ADOPT'
    | 'LINK'
    | 'UNLINK'
    | 'CREATE'
    | 'MERGE'
    | 'UNMERGE'
    | 'CONFLICT'
    | 'CANCEL';
  /** Who asked: a caller's name, or `facet` itself. */
  readonly actor: string;
  /** What speaks for it: `lookup`, `reportees`, `createUser`, `linkAccount`, `sandbox`. */
  readonly evidence: string;
}

/** An account to be linked, with what is known of it. */
export interface NewAccount extends AccountKey {
  readonly aliases?: ReportedAliases | undefined;
  /** Merged over an earlier last write of the account. */
  readonly written?: WireRecord | null | undefined;
}

/** What a vendor told us of an account, in a call that it may make several times. */
export interface Delivery {
  readonly account: Omit<NewAccount, 'written'>;
  /** Its record, as far as the call has it. */
  readonly reported: WireRecord;
  /** Keys of `reported` that count as aliases do: those that were told last. */
  readonly identifying: readonly string[];
  /** Keyed hashes of the call and of what it says: one that is known makes it a retry. */
  readonly digests: readonly string[];
  /** The identifiers by which the vendor knows the user from then on. */
  readonly aliasesFor: (userId: string) => Aliases;
}

/** What became of a link. */
export type LinkResult =
  | { readonly kind: 'linked'; readonly account: AccountRow }
  /** It was this user's already. */
  | { readonly kind: 'already'; readonly account: AccountRow }
  /** The account is another user's. Nothing was changed. */
  | { readonly kind: 'taken'; readonly account: AccountRow }
  /** The user has another account at this backend and scope. Nothing was changed. */
  | { readonly kind: 'occupied'; readonly account: AccountRow };

/** What became of a link that may merge two users. */
export type MergeResult =
  | Exclude<LinkResult, { kind: 'taken' }>
  /** The account was another user's: the two are one now, `account` the survivor's. */
  | { readonly kind: 'merged'; readonly account: AccountRow }
  /** The account is another user's, and both have an account in the same place. Nothing was changed. */
  | { readonly kind: 'conflict'; readonly accounts: readonly [AccountRow, AccountRow] };

/** What became of an unlinking. `cancelled`: the ids of operations of which something waited for an account that left. */
export type UnlinkResult =
  /** The user has no such account. Nothing was changed. */
  | { readonly kind: 'none' }
  /** `userId` is the person who has the account no more. */
  | { readonly kind: 'unlinked'; readonly userId: string; readonly cancelled: readonly string[] }
  /** The merge that had made it the user's was undone. `userId`: the one of the two who has it not. */
  | { readonly kind: 'unmerged'; readonly userId: string; readonly cancelled: readonly string[] };

/** A part of a user's history, newest first when `older`. */
export interface HistoryRange {
  readonly limit: number;
  readonly direction: 'older' | 'newer';
  /** Only rows strictly beyond this one in that direction. */
  readonly beyond: string | null;
  /** Only rows of accounts in one of these scopes, or in none; all when left out. */
  readonly scopes?: readonly string[] | null;
}

export type ContactKind = 'EMAIL' | 'PHONE';

/** A normalised e-mail address or phone number, for comparison. */
export interface ContactPoint {
  readonly kind: ContactKind;
  readonly value: string;
}

/** The contact points in an account's last write: what a record means is the backend's to say. */
export type ContactPointsOf = (backend: Backend, record: WireRecord) => readonly ContactPoint[];

/** A backend answered the creation of one user with an account that is another one's, or not theirs. */
export interface Conflict {
  readonly account: AccountKey;
  /** Whose creation it was. */
  readonly userId: string;
  /** Who holds the account; `null` when nobody does. */
  readonly holderId: string | null;
  /** An ISO instant. */
  readonly at: string;
  readonly evidence: string;
}

/** A conflict as one of the accounts in it sees it. */
export interface AccountConflict extends Conflict {
  readonly accountId: string;
}

export interface Page {
  readonly users: readonly UserRow[];
  readonly hasMore: boolean;
}

export interface PageQuery {
  readonly limit: number;
  /** Newest first when `older`, oldest first when `newer` (the caller turns the page round). */
  readonly direction: 'older' | 'newer';
  /** Only users strictly beyond this user id in that direction. */
  readonly beyond: string | null;
  readonly hasAccountAt: Backend | null;
  /** Only users with an account in one of these scopes, and of accounts those in them or in none; all when left out. */
  readonly scopes?: readonly string[] | null;
}

/** One change of one link. `at` is an ISO instant; `otherUserId` is the user who was merged, or told apart again. */
export interface HistoryRow {
  readonly id: string;
  readonly at: string;
  readonly kind: Cause['kind'];
  readonly userId: string;
  readonly otherUserId: string | null;
  readonly account: AccountKey;
  readonly actor: string;
  readonly evidence: string;
}

/**
 * Who is who: users, their accounts, last acknowledged writes and the history of every link. Every method is one
 * transaction. Throws `FacetError` with code `REGISTRY_UNAVAILABLE` when the database cannot be reached.
 */
export interface Registry {
  /**
   * The users behind the keys, in one statement (above 4,096 keys in several); each user once. What is
   * unknown is left out: match with `usersOf`.
   */
  find(keys: readonly UserKey[]): Promise<readonly UserRow[]>;
  /**
   * The users behind a key that was found before, by its `keyText`, at once, when no process has committed anything since;
   * `null` when they have to be read. What another process commits may be seen only in the next turn of the event loop.
   */
  recall(text: string): readonly UserRow[] | null;
  /**
   * Stays the same object as long as `recall` would give the same rows, and whom `find` finds are the same: no process has
   * committed anything. `null` where that is not known.
   */
  state(): object | null;
  page(query: PageQuery): Promise<Page>;
  count(hasAccountAt: Backend | null, scopes?: PageQuery['scopes']): Promise<number>;
  /**
   * The users of these accounts, each once; an account nobody holds gets a new user. What is told of an
   * account (`aliases`, `written`) is recorded also when somebody holds it. Safe to repeat and to race. The account of a
   * person who was erased is left out.
   */
  adopt(accounts: readonly NewAccount[], cause: Cause): Promise<readonly UserRow[]>;
  /**
   * Records what a vendor told, and answers whose account it is: of values that vendors told the newest delivery's count,
   * those that a write put there stay. Of a delivery that was recorded before nothing is recorded, whatever came
   * meanwhile: it is answered as it was then. Safe to race. `null`: the person was erased, and nothing was recorded.
   */
  deliver(delivery: Delivery, cause: Cause): Promise<string | null>;
  /** Links to `userId`, or to a new user when `null`. Throws `NOT_FOUND` when the user does not exist. */
  link(userId: string | null, account: NewAccount, cause: Cause): Promise<LinkResult>;
  /**
   * As `link`; when another user holds the account, the two are merged: the older one survives and takes the accounts
   * of the younger, whose id means the survivor until the merge is undone. Nothing of the accounts themselves changes.
   */
  linkOrMerge(userId: string, account: NewAccount, cause: Cause): Promise<MergeResult>;
  /**
   * Takes an account from a user. When a merge in force brought it to the user, or was made because of it, the merge is
   * undone, the latest of several: everyone has again what they had, and what was linked since stays with the survivor.
   * Else the account goes, with its aliases and last write; the user stays, even empty. What operations of those who do
   * not have an account any more would still send to it is cancelled in the same transaction. With `keepsMerges`
   * none is undone: nothing but the account goes.
   */
  unlink(
    userId: string,
    account: AccountKey,
    cause: Cause,
    keepsMerges?: boolean,
  ): Promise<UnlinkResult>;
  /**
   * Keeps what a write put there, merged by key over what earlier ones did. A key with `null` was cleared. Of an account
   * that was unlinked meanwhile nothing is kept, here and in `recordAliases`.
   */
  recordWrite(accountId: string, written: WireRecord): Promise<void>;
  /** Adds these schemes, overwrites them where they differ, drops those of `null`, and leaves the others. */
  recordAliases(accountId: string, aliases: ReportedAliases): Promise<void>;
  /** Of the person: also what happened to those who were merged into them. Newest first and whole without a range. */
  history(userId: string, range?: HistoryRange): Promise<readonly HistoryRow[]>;
  /** The same range of the histories of several people, by their ids, read together. */
  histories(
    userIds: readonly string[],
    range: HistoryRange,
  ): Promise<ReadonlyMap<string, readonly HistoryRow[]>>;
  /** The ids of users whose last writes have one of these e-mail addresses or phone numbers, of each at most 101. */
  contactHolders(points: readonly ContactPoint[]): Promise<readonly string[]>;
  /** The conflicts that stand and concern these accounts, in one statement, oldest first. */
  conflicts(accountIds: readonly string[]): Promise<readonly AccountConflict[]>;
  /**
   * Links many people at once, in one transaction: each inner list is one person's accounts. Leaves out a person of whom
   * an account is held already, so it is safe to repeat. For the sandbox.
   */
  seed(people: readonly (readonly NewAccount[])[], cause: Cause): Promise<void>;
  /**
   * Writes a row of its own: whether the registry can serve a write now. Throws `REGISTRY_UNAVAILABLE` within two seconds
   * when it cannot.
   */
  ready(): Promise<void>;
  /** Waits for the running write; afterwards every call throws `REGISTRY_UNAVAILABLE`. Harmless to repeat. */
  close(): Promise<void>;
}
