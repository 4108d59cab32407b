import { InputError } from '#errors';
import { isKeepable } from '#normalise';
import type { ReportedAliases } from '#normalise';
import type { NewAccount, UserKey } from '../registry.ts';

/** A key that is not is nobody's, anywhere. */
export function isStorable(key: UserKey): boolean {
  switch (key.by) {
    case 'userId':
    case 'accountId':
      return isKeepable(key.id);
    case 'key':
      return isKeepable(key.scope) && isKeepable(key.ref);
    case 'alias':
      return isKeepable(key.scheme) && isKeepable(key.value);
  }
}

/** The account without the aliases that cannot be kept. Throws INVALID_INPUT when it cannot be kept itself. */
export function storable(account: NewAccount): NewAccount {
  if (!isKeepable(account.scope) || !isKeepable(account.ref)) {
    throw new InputError(
      'This identifier is too long, or holds a character that no text may hold.',
      [],
    );
  }
  const { aliases } = account;
  return aliases ? { ...account, aliases: storableAliases(aliases) } : account;
}

export function storableAliases(aliases: ReportedAliases): ReportedAliases {
  const told = Object.entries(aliases);
  return Object.fromEntries(
    told.filter(([scheme, value]) => isKeepable(scheme) && (value === null || isKeepable(value))),
  );
}
