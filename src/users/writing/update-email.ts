import type { UpdateEmailInput, UserChanges } from '#schema';
import { changing } from './change.ts';
import { partsOfChange } from './input-parts.ts';

/** Changes a person's e-mail address where `updateUser` would. */
export const updateEmail = changing<UpdateEmailInput, UserChanges>({
  name: 'updateEmail',
  kind: 'update',
  write: ({ writes }) => writes.update,
  changeOf: ({ email }) => ({ email }),
  at: ['input'],
  partsOf: ({ email }) => partsOfChange({ email }, []),
  // Its scalar has checked it.
  problemsOf: () => [],
  backendsOf: ({ at }) => at ?? null,
  accounts: 'each',
});
