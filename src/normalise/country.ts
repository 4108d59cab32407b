import { COUNTRY_CODES, OTHER_NAMES } from './country-codes.ts';
import { INVALID, type Normaliser } from './normalised.ts';
import { folded, ofText } from './text.ts';

const names = new Intl.DisplayNames('en', { type: 'region' });

const NAMES: ReadonlyMap<string, string> = new Map(
  COUNTRY_CODES.map(([alpha2]) => [alpha2, names.of(alpha2) ?? alpha2]),
);

const ALPHA_2: ReadonlyMap<string, string> = new Map(
  COUNTRY_CODES.flatMap(([alpha2, alpha3]) =>
    [alpha2, alpha3, countryName(alpha2), ...(OTHER_NAMES[alpha2] ?? [])].map(
      (spelling) => [comparable(spelling), alpha2] as const,
    ),
  ),
);

/** The English name of an ISO 3166-1 alpha-2 code; the code itself when it is not assigned. */
export function countryName(alpha2: string): string {
  return NAMES.get(alpha2) ?? alpha2;
}

/** A country by its ISO 3166-1 code of two or three letters, or by a usual English name, as its alpha-2 code. */
export const country: Normaliser<string> = ofText(
  (spelling) => ALPHA_2.get(comparable(spelling)) ?? INVALID,
);

/** `St. Kitts & Nevis` and `Saint Kitts and Nevis` are the same name. */
function comparable(spelling: string): string {
  return folded(
    spelling
      .replace(/&/g, ' and ')
      .replace(/\bst\b/gi, 'saint')
      .replace(/^\s*the\b/i, ''),
  );
}
