import type { KnownPerson } from './api/facts.ts';
import { type JsonObject, textIn } from './api/json.ts';

/** A value of the input type `UserBy`. */
type UserBy = Readonly<Record<string, unknown>>;

/** One way to name a person: a key of `UserBy`. */
export interface IdentifierKind {
  readonly label: string;
  /** The backend whose ref it is; `null` when it is no ref. */
  readonly backend: string | null;
  /** What texts it can be. */
  readonly looksLike: RegExp;
  readonly by: (text: string) => UserBy;
  /** The identifier as it stands in an account; left out where an account does not tell it. */
  readonly ofAccount?: (account: JsonObject) => UserBy;
}

const ref = (account: JsonObject): string => textIn(account['ref']);

/** Every key of `UserBy`; where a text could be several things, the likelier one comes first. */
export const identifierKinds = {
  id: {
    label: 'Facet user id',
    backend: null,
    looksLike: /^user_[0-9a-z]{26}$/,
    by: (id) => ({ id }),
  },
  chakraId: {
    label: 'User id at CHAKRA',
    backend: 'CHAKRA',
    looksLike: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    by: (chakraId) => ({ chakraId }),
    ofAccount: (account) => ({ chakraId: ref(account) }),
  },
  haptikUserId: {
    label: 'User id at HAPTIK_TRACT',
    backend: 'HAPTIK_TRACT',
    looksLike: /^\S+$/,
    by: (haptikUserId) => ({ haptikUserId }),
    ofAccount: (account) => ({ haptikUserId: ref(account) }),
  },
  authId: {
    label: 'auth_id at HAPTIK',
    backend: 'HAPTIK',
    looksLike: /^[0-9a-z]+$/i,
    by: (authId) => ({ authId }),
    ofAccount: (account) => ({ authId: ref(account) }),
  },
  voltMxId: {
    label: 'User id at VOLT_MX',
    backend: 'VOLT_MX',
    looksLike: /^-?\d{1,19}$/,
    by: (voltMxId) => ({ voltMxId }),
    ofAccount: (account) => ({ voltMxId: ref(account) }),
  },
  emeritus: {
    label: 'User id at EMERITUS',
    backend: 'EMERITUS',
    looksLike: /^\S+$/,
    by: (text) => ({ emeritus: emeritusRef(text) }),
    ofAccount: (account) => ({
      emeritus: { corpId: textIn(account['corpId']), userId: ref(account) },
    }),
  },
  thirdPartyUserId: {
    label: 'Id at a third party, as HAPTIK_TRACT tells it',
    backend: null,
    looksLike: /^\S+$/,
    by: (thirdPartyUserId) => ({ thirdPartyUserId }),
  },
  ectUserId: {
    label: 'Id in the external chat tool',
    backend: null,
    looksLike: /^\S+$/,
    by: (ectUserId) => ({ ectUserId }),
  },
} satisfies Readonly<Record<string, IdentifierKind>>;

export type IdentifierName = keyof typeof identifierKinds;

export const identifierNames = Object.keys(identifierKinds) as readonly IdentifierName[];

/** `corporation/user`, or a user of the configured corporation. */
function emeritusRef(text: string): UserBy {
  const slash = text.indexOf('/');
  if (slash === -1) return { userId: text };
  return { corpId: text.slice(0, slash), userId: text.slice(slash + 1) };
}

/** What a text could be, likeliest first: as many as its form allows. */
export const guessKinds = (text: string): readonly IdentifierName[] =>
  identifierKinds.id.looksLike.test(text)
    ? ['id']
    : identifierNames.filter((name) => name !== 'id' && kindOf(name).looksLike.test(text));

export const kindOf = (name: IdentifierName): IdentifierKind => identifierKinds[name];

/** An identifier of a person at a backend, as a backend itself has it; Facet's own where no account has one. */
export function identifierOf({ id, accounts }: KnownPerson): UserBy {
  for (const name of identifierNames) {
    const { backend, ofAccount } = kindOf(name);
    const account = backend !== null && accounts.find((one) => one['backend'] === backend);
    if (account && ofAccount) return ofAccount(account);
  }
  return { id };
}
