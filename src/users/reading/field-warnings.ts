import type { LoadedAccount } from './loaded-account.ts';
import { notConfigured, passedOver, shortfallWords } from './warning.ts';
import type { AnswerPath, Warning } from './warning.ts';

/**
 * What the caller should know of a field of an account that is there all the same: it, or a part of a list, could not be
 * had, or means nothing to us.
 */
export function fieldWarnings(
  view: LoadedAccount,
  field: string,
  path: AnswerPath,
): readonly Warning[] {
  const properties = view.adapter.joinedFields[field] ?? [field];
  const hasSome = properties.some((property) => view.property(property).kind === 'value');
  const { name: backend } = view.adapter;
  return properties
    .flatMap((property) => wordsOf(view, property, hasSome))
    .map(({ code, message }) => ({ code, message, backend, field, path }));
}

function wordsOf(
  view: LoadedAccount,
  property: string,
  hasSome: boolean,
): readonly Pick<Warning, 'code' | 'message'>[] {
  const { name, fields } = view.adapter;
  const field = fields[property];
  if (!field) return [];
  const listing = view.adapter.reads[field.operation]?.namesFrom;
  // What is asked by name is lost with the list of names.
  if (listing !== undefined && view.property(listing).kind === 'invalid') {
    return wordsOf(view, listing, hasSome);
  }
  const state = view.property(property);
  if (state.kind === 'invalid') return [passedOver(name, field)];
  if (state.kind === 'unconfigured') return [notConfigured(name, field)];
  if (state.kind === 'value' && state.shortfall) {
    return shortfallWords(name, field, state.shortfall);
  }
  // With nothing else in the list it is an error.
  if (state.kind !== 'failed' || !hasSome) return [];
  return [{ code: state.error.code, message: `${state.error.message} The list lacks its part.` }];
}
