import type { UserChanges } from '../schema.generated.ts';
import type { UserError } from './outcome.ts';

/** What is wrong with a set of changes before anyone is asked about it. */
export function changeProblems(changes: UserChanges): readonly UserError[] {
  if (Object.values(changes).every((value) => value === undefined)) {
    return [invalid('Name at least one field to change.', ['input', 'set'])];
  }
  if (changes.displayName !== null && changes.displayName?.trim() === '') {
    return [invalid('A name cannot be blank; null clears it.', ['input', 'set', 'displayName'])];
  }
  return [];
}

export function poolProblems(pool: string): readonly UserError[] {
  return pool.trim() === '' ? [invalid('Name a pool.', ['input', 'pool'])] : [];
}

const invalid = (message: string, path: readonly string[]): UserError => ({
  code: 'INVALID_INPUT',
  message,
  path,
});
