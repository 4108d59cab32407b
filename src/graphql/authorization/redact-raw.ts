import type { Grants } from '#access';
import type { AccountField, BackendAdapter } from '#backends';

/** The keys of an account's `raw` that a caller may see; `null` when it is all of them. */
export type VisibleKeys = ReadonlySet<string> | null;

/**
 * Which keys of a backend's record a caller may see under `raw`: those behind the account's fields that it may see. With
 * nothing withheld the record is untouched, else what no field stands for is left out too, as it may be anything.
 */
export function visibleKeys(adapter: BackendAdapter, grants: Grants): VisibleKeys {
  const fields = Object.entries(adapter.fields);
  const isHidden = ([property]: readonly [string, AccountField]): boolean => {
    const place = placeOf(property, adapter);
    const [field = ''] = place.split('.');
    // Some properties are parts of a field of the user alone.
    return (
      grants.isField(adapter.accountType, field) &&
      grants.missingOnPath(adapter.accountType, place).length > 0
    );
  };
  const hidden = new Set(fields.filter(isHidden).flatMap(keysOf));
  if (hidden.size === 0) return null;
  return new Set(fields.flatMap(keysOf)).difference(hidden);
}

/** The field of the account's type that shows a property: itself, or the list that it is joined into. */
const placeOf = (property: string, { joinedFields }: BackendAdapter): string =>
  Object.entries(joinedFields).find(([, parts]) => parts.includes(property))?.[0] ?? property;

const keysOf = ([, { backendField }]: readonly [string, AccountField]): readonly string[] =>
  backendField.split(' ');

/** A record with the visible keys alone. */
export const redactRaw = (raw: unknown, visible: ReadonlySet<string>): unknown =>
  Object.fromEntries(Object.entries(Object(raw)).filter(([key]) => visible.has(key)));
