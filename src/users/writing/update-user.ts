import type { UpdateUserInput, UserChanges } from '#schema';
import type { UserError } from '#operations';
import { changing } from './change.ts';
import { partsOfChange } from './input-parts.ts';
import { blankTexts, invalid } from './input-problems.ts';

/** Changes a person in every linked account whose backend documents an update. */
export const updateUser = changing<UpdateUserInput, UserChanges>({
  name: 'updateUser',
  kind: 'update',
  write: ({ writes }) => writes.update,
  changeOf: ({ set }) => set,
  at: ['input', 'set'],
  partsOf: ({ set }) => partsOfChange(set, ['set']),
  problemsOf: ({ set }) => changeProblems(set),
  accounts: 'each',
});

/** What is wrong with a set of changes before anyone is asked about it. */
function changeProblems(changes: UserChanges): readonly UserError[] {
  if (Object.values(changes).every((value) => value === undefined)) {
    return [invalid('Name at least one field to change.', ['input', 'set'])];
  }
  const message = 'This text is blank; null clears it.';
  return blankTexts(changes, CHANGE_TEXTS, message, ['input', 'set']);
}

const CHANGE_TEXTS = [
  'displayName',
  'device.model',
  'device.osVersion',
  'device.packageName',
  'authCode',
];
