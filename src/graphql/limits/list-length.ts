import { InputError } from '#errors';

/** At most as many entries in one list of an argument. */
const MAX_LIST = 100;

/** Such an ask is an error, and costs nothing. */
export const isTooLong = (list: readonly unknown[] | null): boolean =>
  list !== null && list.length > MAX_LIST;

/** What is wrong with a list that is too long; `null` when it is not. */
export const tooLong = (list: readonly unknown[] | null, argument: string): InputError | null =>
  isTooLong(list) ? new InputError(`Ask for at most ${MAX_LIST} at once.`, [argument]) : null;

/** @throws InputError when a list is too long. */
export function refuseLong(list: readonly unknown[] | null, argument: string): void {
  const error = tooLong(list, argument);
  if (error) throw error;
}
