import fc from 'fast-check';
import { named } from '../users/minimal-calls/naming.ts';
import type { Naming } from '../users/minimal-calls/query.ts';
import type { Stage } from '../users/minimal-calls/stage.ts';

/** A mutation to try, before the people of a world are put into it. */
export interface Attempt {
  readonly mutation: keyof typeof MUTATIONS;
  /** Who is to be changed. */
  readonly user: Naming;
  /** Whose account it is about. */
  readonly account: Naming;
  readonly corporation: string | null;
}

export type By = Readonly<Record<string, unknown>>;

interface Parts {
  readonly user: By;
  readonly account: By;
  readonly corporation: string | null;
}

const SHOWN = `user { id displayName emails { address } accounts { id ref origin raw }
  history { nodes { ref scope userId otherUserId } } possibleDuplicates { user { id } } }
  errors { code message path }`;
const OUTCOMES = `outcomes { backend status ref account { id ref user { id } } error { code message }
  hiddenBy { field candidates { value } } } operation { user { id } outcomes { ref account { id } } }`;

const MUTATIONS = {
  updateUser: ({ user }: Parts) => ({
    user,
    set: { displayName: 'New', email: 'new@own.example' },
  }),
  updateEmail: ({ user }: Parts) => ({ user, email: 'new@own.example' }),
  updatePool: ({ user }: Parts) => ({ user, pool: 'alive' }),
  updateOwners: ({ user }: Parts) => ({ user, add: ['owner-own'] }),
  linkAccount: ({ user, account }: Parts) => ({ user, account }),
  unlinkAccount: ({ user, account }: Parts) => ({ user, account }),
  createUser: ({ account, corporation }: Parts) => ({
    email: 'made@own.example',
    displayName: 'Made',
    ...(typeof account['authId'] === 'string' ? { haptik: { authId: account['authId'] } } : {}),
    ...(typeof account['haptikUserId'] === 'string'
      ? { haptikTract: { userId: account['haptikUserId'] } }
      : {}),
    ...(corporation === null ? {} : { emeritus: { corpId: corporation } }),
  }),
};

const SELECTIONS: Readonly<Record<keyof typeof MUTATIONS, string>> = {
  updateUser: `${SHOWN} ${OUTCOMES}`,
  updateEmail: `${SHOWN} ${OUTCOMES}`,
  updatePool: `${SHOWN} ${OUTCOMES}`,
  updateOwners: `${SHOWN} owners outcomes { owner status } `,
  linkAccount: `${SHOWN} account { id ref } absorbedIds`,
  unlinkAccount: `${SHOWN} restored { id } cancelledOperations { id }`,
  createUser: `${SHOWN} ${OUTCOMES}`,
};

/** One as GraphQL. */
export const written = (mutation: Attempt['mutation'], parts: Parts) => {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  return {
    document: `mutation($input: ${type}Input!) { ${mutation}(input: $input) { ${SELECTIONS[mutation]} } }`,
    variables: { input: MUTATIONS[mutation](parts) },
  };
};

const naming = (...hows: readonly Naming['how'][]): fc.Arbitrary<Naming> =>
  fc.record({ person: fc.nat({ max: 4 }), how: fc.constantFrom(...hows) });

export const attempts = (corporations: readonly string[]): fc.Arbitrary<Attempt> =>
  fc.record({
    mutation: fc.constantFrom(...(Object.keys(MUTATIONS) as Attempt['mutation'][])),
    user: naming('id', 'account', 'otherAccount', 'alias', 'otherAccount'),
    account: naming('account', 'otherAccount'),
    corporation: fc.constantFrom(null, ...corporations),
  });

/** The identifiers that an attempt has in a world. */
export const partsIn = ({ user, account, corporation }: Attempt, stage: Stage): Parts => ({
  user: named(user, stage).by,
  account: named(account, stage).by,
  corporation,
});

/** Like an identifier, and nobody's. */
export function unknownLike(by: By): By {
  const [[kind, value] = ['', null]] = Object.entries(by);
  return {
    [kind]: kind === 'emeritus' ? { ...Object(value), userId: 'entity-nobody' } : UNKNOWN[kind],
  };
}

const UNKNOWN: Readonly<Record<string, string>> = {
  id: 'user_01h455vb4pex5vsknk084sn02q',
  haptikUserId: 'tract-nobody',
  thirdPartyUserId: 'third-party-nobody',
  authId: 'authnobody',
  chakraId: '00000000-0000-4000-8000-ffffffffffff',
  voltMxId: '99',
};
