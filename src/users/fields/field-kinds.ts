import type { ContactKind } from '#registry';
import type { FieldName } from './precedence.ts';

/** What has to be known of a field of `User` that accounts are sources of, besides where it is taken from. */
export type FieldKind =
  | SingleValue
  | SingleContactPoint
  | ContactPointList
  | AccountReferences
  | NamedValues;

/** One value, presented as its account has it. */
interface SingleValue {
  readonly kind: 'value';
}

/** The first contact point of the best source, presented as the address or number alone. */
interface SingleContactPoint {
  readonly kind: 'contactPoint';
  readonly contact: ContactKind;
}

/** The contact points of every source, duplicates folded: the one kind that is multi-valued. */
interface ContactPointList {
  readonly kind: 'contactPoints';
  readonly contact: ContactKind;
}

/** References to accounts of the same backend and scope: an edge of the graph, which leads to their users. */
interface AccountReferences {
  readonly kind: 'accountReferences';
}

/** Values that an argument asks for by name: of the first account that has them, in one call for all the names. */
interface NamedValues {
  readonly kind: 'namedValues';
  readonly argument: 'names';
}

/** What a field of `User` selects where no account is the source of its value. */
export type UserPartKind = AllAccounts | FirstAccount | Provenance | Notices;

/** Every account. */
interface AllAccounts {
  readonly kind: 'allAccounts';
}

/** The first account at the backend that the argument says. */
interface FirstAccount {
  readonly kind: 'firstAccount';
  readonly argument: 'at';
}

/** What every source says of the fields that the argument lists, of all fields when it lists none. */
interface Provenance {
  readonly kind: 'everySource';
  readonly argument: 'fields';
}

/** What went wrong, as data. */
interface Notices {
  readonly kind: 'noticeList';
}

const VALUE: FieldKind = { kind: 'value' };

/** The kinds by name; a field that is not listed has a single value. */
const kinds: Readonly<Partial<Record<FieldName, FieldKind>>> = {
  email: { kind: 'contactPoint', contact: 'EMAIL' },
  emails: { kind: 'contactPoints', contact: 'EMAIL' },
  phone: { kind: 'contactPoint', contact: 'PHONE' },
  phones: { kind: 'contactPoints', contact: 'PHONE' },
  reportees: { kind: 'accountReferences' },
  details: { kind: 'namedValues', argument: 'names' },
};

export const fieldKind = (name: FieldName): FieldKind => kinds[name] ?? VALUE;

/** The fields of `User` that the planner has to know and that no account is a source of. */
export const userParts: ReadonlyMap<string, UserPartKind> = new Map<string, UserPartKind>([
  ['accounts', { kind: 'allAccounts' }],
  ['account', { kind: 'firstAccount', argument: 'at' }],
  ['provenance', { kind: 'everySource', argument: 'fields' }],
  ['notices', { kind: 'noticeList' }],
]);

/** A kind whose argument decides what is read. */
export type ReadShapingKind = Extract<FieldKind | UserPartKind, { readonly argument: string }>;
