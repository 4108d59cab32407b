import type { BindingPart } from '#normalise';
import type { Backend } from '#schema';

/**
 * What a setting says of a backend's identity. `address`: a base URL. `hook`: a whole URL, whose path may be a secret and
 * whose query is no part of it. `tenant`: whose records its credentials reach.
 */
export type BindingKind = 'address' | 'hook' | 'tenant';

/** What a registry is bound to when a backend has these settings: nothing of it is a credential. */
export const bindingOf = (
  backend: Backend,
  kinds: Readonly<Record<string, BindingKind | undefined>>,
  settings: Readonly<Record<string, unknown>>,
): readonly BindingPart[] =>
  Object.entries(kinds).flatMap(([variable, kind]) => {
    const value = settings[variable];
    return kind === undefined || typeof value !== 'string'
      ? []
      : [{ backend, variable, ...partOf(kind, value) }];
  });

const partOf = (kind: BindingKind, value: string): Pick<BindingPart, 'value' | 'shown'> => {
  if (kind === 'tenant') return { value, shown: null };
  // Parsed, two spellings of one address are equal: a host in capitals, a default port, `..` in the path.
  const { origin, pathname } = new URL(value);
  const address = origin + pathname.replace(/(?<!\/)\/+$/, '');
  return { value: address, shown: kind === 'hook' ? origin : address };
};
