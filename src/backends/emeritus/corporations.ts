import { InputError } from '#errors';
import type { Identifiers } from '../backend.ts';
import { identifierFrom } from '../identifier.ts';
import type { Settings } from './config.ts';

/** The corporations that callers may name: everything at Emeritus belongs to one. */
export interface Corporations {
  /** The one that is meant when none is named. */
  readonly main: string | undefined;
  readonly has: (corpId: string) => boolean;
}

export const corporationsOf = (settings: Settings): Corporations => {
  const main = settings.EMERITUS_CORP_ID;
  const all = new Set([...(main === undefined ? [] : [main]), ...settings.EMERITUS_CORP_IDS]);
  return { main, has: (corpId) => all.has(corpId) };
};

export const UNKNOWN_CORPORATION = 'This corporation is not one of those that Facet is set up for.';
export const NO_CORPORATION = 'Name a corporation: EMERITUS_CORP_ID is not set.';

/** A user id is opaque: a UUID or a hexadecimal string of 31 or 32 digits in the vendor's samples. */
export const identifiersOf = ({ main, has }: Corporations): Identifiers => ({
  emeritus: ({ corpId, userId }) => {
    const scope = corpId ?? main;
    if (scope === undefined) throw new InputError(NO_CORPORATION, ['corpId']);
    if (!has(scope)) throw new InputError(UNKNOWN_CORPORATION, ['corpId'], 'FORBIDDEN');
    const ref = identifierFrom(userId, ['userId']);
    return { by: 'key', backend: 'EMERITUS', scope, ref };
  },
});
