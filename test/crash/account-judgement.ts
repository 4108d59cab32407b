import type { Told } from './recording-backends.ts';

/** One change of one field of one account that was accepted, and what it came to. */
export interface Ended {
  readonly account: string;
  readonly field: string;
  readonly value: string;
  readonly status: string;
  readonly code: string | null;
  /** It may have been cancelled: an account was unlinked since. */
  readonly mayBeCancelled: boolean;
}

/**
 * What is out of order in what the backends were told: of each field of each account, what was acknowledged last is the
 * newest change that was accepted. `changes` in the order in which they were accepted, `told` as it came. `values`: what
 * is there in the end, by account and field.
 */
export function orderProblems(
  changes: readonly Ended[],
  told: readonly Told[],
  values: ReadonlyMap<string, string>,
): readonly string[] {
  const keyOf = (one: Pick<Ended, 'account' | 'field'>) => `${one.account} ${one.field}`;
  return [...new Set(changes.map(keyOf))].flatMap((key) =>
    problemsOf(
      changes.filter((one) => keyOf(one) === key),
      told.filter((one) => keyOf(one) === key),
      values.get(key),
    ).map((problem) => `${key}: ${problem}`),
  );
}

const isCancelled = ({ code, mayBeCancelled }: Ended): boolean =>
  code === 'CONFLICT' && mayBeCancelled;

/** What is wrong with what one field of one account was told. */
function problemsOf(
  changes: readonly Ended[],
  told: readonly Told[],
  value: string | undefined,
): readonly string[] {
  const problems: string[] = [];
  const newest = changes.findLast((one) => !isCancelled(one));
  if (newest && newest.status !== 'UPDATED') {
    problems.push(`lost: the newest change, to ${newest.value}, is ${newest.status}`);
  }
  const updated = changes.findLast(({ status }) => status === 'UPDATED');
  if (!updated) return problems;
  const after = changes.slice(changes.indexOf(updated) + 1);
  const acknowledged = told.findLast(({ isAcknowledged }) => isAcknowledged);
  if (acknowledged?.value !== updated.value) {
    problems.push(
      `out of order: acknowledged last: ${acknowledged?.value ?? 'nothing'}, not ${updated.value}`,
    );
  }
  const possible = [updated, ...after].map((change) => change.value);
  if (value === undefined || !possible.includes(value)) {
    problems.push(`out of order: ${value ?? 'nothing'} is none of ${possible.join(', ')}`);
  }
  return problems;
}
