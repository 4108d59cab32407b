import { text } from '#normalise';
import type { UserError } from '#operations';

/** Something in the input is wrong; `path` leads to it from the mutation's argument. */
export const invalid = (message: string, path: readonly string[]): UserError => ({
  code: 'INVALID_INPUT',
  message,
  path,
});

/** Of these places below `at` those whose text is blank. */
export const blankTexts = (
  input: object,
  places: readonly string[],
  message: string,
  at: readonly string[],
): readonly UserError[] =>
  places.flatMap((place) => {
    const path = place.split('.');
    const value = path.reduce<unknown>((within, name) => Object(within)[name], input);
    const isBlank = typeof value === 'string' && text(value) === null;
    return isBlank ? [invalid(message, [...at, ...path])] : [];
  });
