import type { StagedAccount } from './stage.ts';

/** Emeritus' contacts are one operation of its document, called for each type. */
const OPERATION_IDS: Readonly<Record<string, string>> = {
  user: 'user',
  details: 'userDetails',
  profile: 'profile',
  mobile: 'contact',
  email: 'contact',
  mobile_backup: 'contact',
};

/** The operation of a backend's document that a call is: `EMERITUS contact`. */
export const operationOf = ({ backend }: Pick<StagedAccount, 'backend'>, call: string): string =>
  `${backend} ${OPERATION_IDS[call]}`;

/** How a call is told apart from others. */
export const labelOf = (
  { backend, scope, ref }: Pick<StagedAccount, 'backend' | 'scope' | 'ref'>,
  operation: string,
): string => `${backend} ${operation} ${scope}/${ref}`;

/** What an account says under the name of a fact, were it read; `null` when that means nothing. */
export function valueOf({ facts, backend }: StagedAccount, name: string): unknown {
  const says = (fact: string): unknown => facts[fact]?.says ?? null;
  const either = name.split('|');
  if (either.length > 1) return either.map(says).find((value) => value !== null) ?? null;
  if (name === 'fullName') {
    const parts = [says('firstName'), says('lastName')];
    const names = parts.filter((part) => typeof part === 'string');
    return names.length > 0 ? names.join(' ') : null;
  }
  return name === 'age' && backend === 'CHAKRA' ? yearsSince(says('dob')) : says(name);
}

/** Everybody here was born on the first of January. */
function yearsSince(birthDate: unknown): number | null {
  if (typeof birthDate !== 'string') return null;
  const age = new Date().getUTCFullYear() - Number(birthDate.slice(0, 4));
  return age < 0 ? null : age;
}
