import type { CallContext } from '#backends';
import type { UserError } from '#operations';

/** Why a mutation that needs this many calls sends nothing; empty when it may make them all. */
export function budgetProblems(calls: number, { affords }: CallContext): readonly UserError[] {
  if (affords?.(calls) ?? true) return [];
  const message = 'This needs more backend calls than one operation may make. Nothing was sent.';
  return [{ code: 'BUDGET_EXCEEDED', message, path: ['input'] }];
}
