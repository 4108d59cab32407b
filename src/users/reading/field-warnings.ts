import type { LoadedAccount } from './loaded-account.ts';
import { notConfigured, passedOver, shortfallWords } from './warning.ts';
import type { AnswerPath, Warning } from './warning.ts';

/**
 * What the caller should know of a field of an account that is there all the same: it, or a part of a list, could not be
 * had, or means nothing to us.
 */
export function fieldWarnings(
  loaded: LoadedAccount,
  field: string,
  path: AnswerPath,
): readonly Warning[] {
  const properties = loaded.adapter.joinedFields[field] ?? [field];
  const hasSome = properties.some((property) => loaded.property(property).kind === 'value');
  const { name: backend } = loaded.adapter;
  return properties
    .flatMap((property) => wordsOf(loaded, property, hasSome))
    .map(({ code, message }) => ({ code, message, backend, field, path }));
}

function wordsOf(
  loaded: LoadedAccount,
  property: string,
  hasSome: boolean,
): readonly Pick<Warning, 'code' | 'message'>[] {
  const { name, fields } = loaded.adapter;
  const field = fields[property];
  if (!field) return [];
  const listing = loaded.adapter.reads[field.operation]?.namesFrom;
  // What is asked by name is lost with the list of names.
  if (listing !== undefined && loaded.property(listing).kind === 'invalid') {
    return wordsOf(loaded, listing, hasSome);
  }
  const state = loaded.property(property);
  if (state.kind === 'invalid') return [passedOver(name, field)];
  if (state.kind === 'unconfigured') return [notConfigured(name, field)];
  if (state.kind === 'value' && state.shortfall) {
    return shortfallWords(name, field, state.shortfall);
  }
  // With nothing else in the list it is an error.
  if (state.kind !== 'failed' || !hasSome) return [];
  return [{ code: state.error.code, message: `${state.error.message} The list lacks its part.` }];
}
