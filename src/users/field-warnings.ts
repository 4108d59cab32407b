import type { AccountView } from './account-view.ts';
import { leftOut, passedOver } from './warning.ts';
import type { AnswerPath, Warning } from './warning.ts';

/**
 * What the caller should know of a field of an account that is there all the same: it, or a part of a list, could not be
 * had, or means nothing to us.
 */
export function fieldWarnings(
  view: AccountView,
  field: string,
  path: AnswerPath,
): readonly Warning[] {
  const properties = view.adapter.joinedFields[field] ?? [field];
  const hasSome = properties.some((property) => view.property(property).kind === 'value');
  return properties.flatMap((property) => {
    const words = wordsOf(view, property, hasSome);
    return words ? [{ ...words, backend: view.adapter.name, field, path }] : [];
  });
}

function wordsOf(
  view: AccountView,
  property: string,
  hasSome: boolean,
): Pick<Warning, 'code' | 'message'> | null {
  const { name, fields } = view.adapter;
  const field = fields[property];
  const state = view.property(property);
  if (!field) return null;
  if (state.kind === 'invalid') return passedOver(name, field);
  if (state.kind === 'value' && state.dropped > 0) return leftOut(name, field, state.dropped);
  // With nothing else in the list it is an error.
  if (state.kind !== 'failed' || !hasSome) return null;
  return { code: state.error.code, message: `${state.error.message} The list lacks its part.` };
}
