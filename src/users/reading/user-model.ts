import type { FacetError } from '#errors';
import type { AccountKey } from '#normalise';
import type { AccountRow, UserRow } from '#registry';
import type { LoadedAccount } from './loaded-account.ts';
import type { Notice } from './notices.ts';
import type { FieldProvenance } from './provenance.ts';
import type { SourcedEmail, SourcedPhone } from './contact-points.ts';

/** A list whose source failed carries the error in its place. */
export type ListOrError<T> = readonly T[] | FacetError;

/**
 * One person as a query sees it: a plain object with a property for each selected unified field, nested ones nested.
 * A property that could not be had holds the error, which GraphQL reports at its path.
 */
export interface User {
  readonly __typename: 'User';
  readonly id: string;
  readonly row: UserRow;
  /** Empty when the query selects none. */
  readonly accounts: readonly Account[];
  readonly provenance: ReadonlyMap<string, FieldProvenance>;
  /** What was read of the accounts, for the fields that ask it by name. */
  readonly loadedAccounts: readonly LoadedAccount[];
  /** Empty when the query does not select them. */
  readonly notices: readonly Notice[];
  readonly emails?: ListOrError<SourcedEmail>;
  readonly phones?: ListOrError<SourcedPhone>;
  readonly reportees?: ListOrError<AccountKey>;
}

const OWN: Readonly<Record<keyof Omit<User, 'emails' | 'phones' | 'reportees'>, null>> = {
  __typename: null,
  id: null,
  row: null,
  accounts: null,
  provenance: null,
  loadedAccounts: null,
  notices: null,
};

/** The properties of a user besides the fields that accounts are sources of. */
export const userProperties: readonly string[] = Object.keys(OWN);

/** One account as a query sees it: a plain object with a property for each selected field of its GraphQL type. */
export interface Account {
  readonly __typename: string;
  readonly id: string;
  readonly backend: AccountRow['backend'];
  readonly ref: string;
  readonly row: AccountRow;
  readonly loaded: LoadedAccount;
  readonly emails?: ListOrError<unknown>;
  readonly phones?: ListOrError<unknown>;
  readonly reportees?: ListOrError<AccountKey>;
}
