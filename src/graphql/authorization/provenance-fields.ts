import type { Grants, Scope } from '#access';
import type { NamesAsked, UnifiedField } from '#users';
import type { Planner } from '../planning/planner.ts';
import { isTooLong } from '../limits/list-length.ts';

/** What is left of an ask for the sources of fields, and the scopes that were missing for the rest. */
export interface PermittedNames {
  /** As asked where nothing is withheld. */
  readonly names: NamesAsked;
  readonly missing: readonly Scope[];
}

/**
 * The fields whose sources a caller may see, of those asked for: the sources of a field need what the field needs. Of all
 * fields, which nobody named, those that the caller may not see are left out without a word. A list that is wrong stays as it
 * is: it is an error of its own, and costs nothing.
 */
export function permittedNames(
  asked: NamesAsked,
  grants: Grants,
  planner: Pick<Planner, 'unifiedFields'>,
): PermittedNames {
  const unchanged = { names: asked, missing: [] };
  if (isTooLong(asked)) return unchanged;
  const { fields, unknown } = planner.unifiedFields(asked);
  if (unknown.length > 0) return unchanged;
  const missing = fields.flatMap((field) => missingFor(field, grants));
  if (missing.length === 0) return unchanged;
  const permitted = fields.filter((field) => missingFor(field, grants).length === 0);
  return {
    names: permitted.map(({ name }) => name),
    missing: asked === null ? [] : [...new Set(missing)],
  };
}

/** The scopes that a caller lacks for a field of `User`. */
export const missingFor = ({ name }: UnifiedField, grants: Grants): readonly Scope[] =>
  grants.missingOnPath('User', name);
