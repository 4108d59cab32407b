import { IDENTIFIER_RULE } from '#backends';
import { isPlainIdentifier } from '#normalise';
import type { UserError } from '#operations';
import type { UpdatePoolInput } from '#schema';
import { changing } from './change.ts';
import { invalid } from './input-problems.ts';

/** Moves a person to a pool, at the one account that the caller means. */
export const updatePool = changing<UpdatePoolInput, string>({
  name: 'updatePool',
  kind: 'pool',
  write: ({ writes }) => writes.pool,
  changeOf: ({ pool }) => pool,
  at: ['input'],
  partsOf: (input) => ({ parts: [], input, at: [] }),
  problemsOf: ({ pool }) => poolProblems(pool),
  accounts: 'one',
});

/** A pool is known by its name, as an identifier is. */
export function poolProblems(pool: string): readonly UserError[] {
  return isPlainIdentifier(pool) ? [] : [invalid(POOL_RULE, ['input', 'pool'])];
}

const POOL_RULE = IDENTIFIER_RULE.replace('An identifier', 'The name of a pool');
