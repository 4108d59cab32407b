import type { PlannedSource, Trace } from '#backends';
import type { LoadedAccount } from './loaded-account.ts';
import type { BoundField } from './bound-field.ts';
import type { FieldSource, UnifiedField } from '../fields/unified-fields.ts';
import { loadedAccountOf } from './source.ts';

/** Records which sources the selected fields have, in order of precedence, and the calls that this could come to. */
export function tracePlan(
  trace: Trace,
  sought: readonly BoundField[],
  loadedAccounts: readonly LoadedAccount[],
): void {
  for (const { wanted, candidates } of sought) {
    trace.planned(wanted.field.name, sourcesOf(wanted.field));
    for (const candidate of candidates.filter(({ source }) => isCalled(source))) {
      trace.possible(
        loadedAccountOf(candidate, loadedAccounts).row,
        candidate.source.field.operation,
      );
    }
  }
}

/** Not one that is known from the last write, or of a backend that is not configured. */
const isCalled = ({ adapter, field }: FieldSource): boolean =>
  adapter.configured && field.operation in adapter.reads;

/** Several fields of one record are one source. */
const sourcesOf = ({ sources }: UnifiedField): readonly PlannedSource[] => {
  const planned = sources.map(({ adapter, field }) => ({
    backend: adapter.name,
    operation: field.operation,
  }));
  return planned.filter(
    ({ backend, operation }, index) =>
      planned.findIndex((one) => one.backend === backend && one.operation === operation) === index,
  );
};
