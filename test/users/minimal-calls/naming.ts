import { ACCOUNT_TYPE } from './sources.ts';
import type { Naming } from './query.ts';
import type { Stage, StagedAccount, StagedPerson } from './stage.ts';

/** An id that looks like one of ours. */
const NOBODY = 'user_01h455vb4pex5vsknk084sn02q';

/** A `UserBy` and whom it means. */
export interface Named {
  readonly by: Readonly<Record<string, unknown>>;
  readonly person: StagedPerson | null;
}

export function named({ person: position, how }: Naming, { people }: Stage): Named {
  const person = people[position % people.length];
  if (!person || how === 'nobody') return { by: { authId: 'nobody' }, person: null };
  return { by: byOf(person, how), person };
}

function byOf({ userId, accounts }: StagedPerson, how: Naming['how']): Named['by'] {
  const alias = accounts.find(({ aliasKnown }) => aliasKnown)?.alias;
  const account = how === 'otherAccount' ? accounts.at(-1) : accounts[0];
  if (how === 'alias' && alias && userId !== null) return { thirdPartyUserId: alias };
  if (account && (how !== 'id' || userId === null)) return identifierOf(account, how === 'account');
  return { id: userId };
}

function identifierOf(
  { backend, scope, ref, corporation }: StagedAccount,
  terse: boolean,
): Named['by'] {
  switch (backend) {
    case 'HAPTIK_TRACT':
      return { haptikUserId: ref };
    case 'HAPTIK':
      return { authId: ref };
    case 'CHAKRA':
      return { chakraId: ref };
    case 'VOLT_MX':
      return { voltMxId: ref };
    case 'EMERITUS':
      return {
        emeritus: { ...(terse && corporation === 0 ? {} : { corpId: scope }), userId: ref },
      };
  }
}

/** An id for `node` and what it means: an account, else the person. */
export interface NamedNode {
  readonly id: string;
  readonly person: StagedPerson | null;
  readonly account: StagedAccount | null;
}

export function namedNode({ person: position, how }: Naming, { people }: Stage): NamedNode {
  const person = people[position % people.length];
  if (!person || person.userId === null || how === 'nobody') {
    return { id: NOBODY, person: null, account: null };
  }
  const account = how === 'otherAccount' ? person.accounts.at(-1) : person.accounts[0];
  if (!account || account.id === null || how === 'id' || how === 'alias') {
    return { id: person.userId, person, account: null };
  }
  return { id: account.id, person, account };
}

/** A representation for `_entities` and what it means: an account, else the person. */
export interface Represented extends Omit<NamedNode, 'id'> {
  readonly representation: Readonly<Record<string, unknown>>;
}

export function represented(naming: Naming, stage: Stage): Represented {
  const { person } = named(naming, stage);
  const isUser = naming.how === 'id' || naming.how === 'alias';
  if (!person || (isUser && person.userId !== null)) {
    const representation = { __typename: 'User', id: person?.userId ?? NOBODY };
    return { representation, person, account: null };
  }
  const account = person.accounts[0] ?? null;
  return { representation: account ? keyOf(account) : {}, person, account };
}

const keyOf = ({ backend, scope, ref }: StagedAccount) => ({
  __typename: ACCOUNT_TYPE[backend],
  ref,
  ...(backend === 'EMERITUS' ? { corpId: scope } : {}),
});
