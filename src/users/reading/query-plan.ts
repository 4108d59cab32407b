import type { UnifiedField } from '../fields/unified-fields.ts';

/** A unified field that a query selects. */
export interface WantedField {
  readonly field: UnifiedField;
  /** Where its value stands below the user in the answer: once for each alias. */
  readonly paths: readonly (readonly string[])[];
}

/** One ask for named details: the names, or `null` for all there are. */
export type NamesAsked = readonly string[] | null;

/** What a query selects of the accounts of one GraphQL type. */
export interface AccountPlan {
  /** The properties to present; a joined list counts as the properties it joins. */
  readonly properties: ReadonlySet<string>;
  /** The nested objects selected, such as `device`. */
  readonly groups: ReadonlySet<string>;
  /** Those of `origin`, `asOf` and `raw` that are selected: they cost the account's main read. */
  readonly ofMainRead: ReadonlySet<string>;
  readonly named: readonly NamesAsked[];
}

export const NO_ACCOUNT_PLAN: AccountPlan = {
  properties: new Set(),
  groups: new Set(),
  ofMainRead: new Set(),
  named: [],
};

/** What both plans select of one account. */
export const joinAccountPlans = (one: AccountPlan, other: AccountPlan): AccountPlan => ({
  properties: one.properties.union(other.properties),
  groups: one.groups.union(other.groups),
  ofMainRead: one.ofMainRead.union(other.ofMainRead),
  named: [...one.named, ...other.named],
});

/** What a query selects of an account that stands by itself (`node`, a payload, an entity). */
export interface LoneAccountPlan extends AccountPlan {
  readonly namedAnywhere: readonly NamesAsked[];
}

/** What a query selects of one user, worked out once for a document and the shape of its variables. */
export interface UserQueryPlan {
  readonly fields: readonly WantedField[];
  /** The nested objects selected, such as `location`. */
  readonly groups: ReadonlySet<string>;
  /** Fields whose every source is asked. */
  readonly provenance: readonly UnifiedField[];
  /** What is selected of all accounts, by GraphQL type. */
  readonly accounts: ReadonlyMap<string, AccountPlan>;
  /** What is selected of the first account at a backend (`account(at:)`), by GraphQL type. */
  readonly firstAccounts: ReadonlyMap<string, AccountPlan>;
  /** How often the answer holds all accounts, and how often the first one at a backend: under so many names. */
  readonly places: { readonly all: number; readonly first: number };
  readonly named: readonly NamesAsked[];
  /** What went wrong is selected as data. */
  readonly notices: boolean;
  /**
   * Names asked for anywhere in the operation: another field may come to this user later, so a call for names asks for
   * these too. `null` among them means all.
   */
  readonly namedAnywhere: readonly NamesAsked[];
}

/** Of a user nothing but who they are. */
export const NO_USER_PLAN: UserQueryPlan = {
  fields: [],
  groups: new Set(),
  provenance: [],
  accounts: new Map(),
  firstAccounts: new Map(),
  places: { all: 0, first: 0 },
  named: [],
  notices: false,
  namedAnywhere: [],
};
