import type { CallContext } from '#backends';
import type { UserError } from '#operations';

/** Why a mutation that needs this many calls sends nothing; empty when it may make them all. */
export function budgetProblems(calls: number, { refusal }: CallContext): readonly UserError[] {
  const refused = refusal?.(calls);
  if (!refused) return [];
  const message = `${refused.message} Nothing was sent.`;
  return [{ code: refused.code, message, path: ['input'] }];
}
