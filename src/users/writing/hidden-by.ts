import type { InputPath } from '#normalise';
import type { Outcome } from '#operations';
import type { UnifiedField, UnifiedFields } from '../fields/unified-fields.ts';
import { NO_USER_PLAN } from '../reading/query-plan.ts';
import type { UserQueryPlan } from '../reading/query-plan.ts';
import type { FieldProvenance } from '../reading/provenance.ts';
import type { User } from '../reading/user-model.ts';

/** The fields of the person that a backend keeps as a write asked, where others are sources of them too. */
export function fieldsStored(
  { backend, parts }: Outcome,
  fields: UnifiedFields,
): readonly UnifiedField[] {
  return [...fields.values()].filter(
    ({ name, sources }) =>
      parts.stored.some((path) => isPartOf(name.split('.'), path)) &&
      sources.some(({ adapter }) => adapter.name === backend) &&
      sources.some(({ adapter }) => adapter.name !== backend),
  );
}

/** A change stands below `set`; a group that was cleared as a whole stands for its fields. */
function isPartOf(field: InputPath, path: InputPath): boolean {
  const [first, ...rest] = path;
  const own = first === 'set' ? rest : path;
  return (
    own.length > 0 && own.length <= field.length && own.every((name, at) => field[at] === name)
  );
}

/** Asks every source of these fields, as `User.provenance` does. */
export const planOf = (provenance: readonly UnifiedField[]): UserQueryPlan => ({
  ...NO_USER_PLAN,
  provenance,
});

/** Of these fields those in which the person shows another value than what the backend keeps. */
export function hiddenIn(
  { provenance }: User,
  fields: readonly UnifiedField[],
  { backend }: Outcome,
): readonly FieldProvenance[] {
  return fields
    .flatMap(({ name }) => provenance.get(name) ?? [])
    .filter(({ candidates }) => {
      const own = candidates.filter((one) => one.backend === backend);
      const isShown = own.some(({ state }) => state === 'CHOSEN' || state === 'AGREES');
      return !isShown && own.some(({ state }) => state === 'DIFFERS');
    });
}
