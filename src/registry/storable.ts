import { InputError } from '../errors.ts';
import type { NewAccount, UserKey } from './registry.ts';

/** PostgreSQL's text holds no NUL, and UTF-8 no half of a surrogate pair: such an identifier is nobody's, anywhere. */
const isText = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

export function isStorable(key: UserKey): boolean {
  switch (key.by) {
    case 'userId':
    case 'accountId':
      return isText(key.id);
    case 'key':
      return isText(key.scope) && isText(key.ref);
    case 'alias':
      return isText(key.scheme) && isText(key.value);
  }
}

/** The account without the aliases that cannot be kept. Throws INVALID_INPUT when it cannot be kept itself. */
export function storable(account: NewAccount): NewAccount {
  if (!isText(account.scope) || !isText(account.ref)) {
    throw new InputError('This identifier holds a character that no text may hold.', []);
  }
  const { aliases } = account;
  return aliases ? { ...account, aliases: storableAliases(aliases) } : account;
}

export function storableAliases(
  aliases: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const told = Object.entries(aliases);
  return Object.fromEntries(told.filter(([scheme, value]) => isText(scheme) && isText(value)));
}
