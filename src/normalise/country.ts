import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { LRUCache } from 'lru-cache';
import { OTHER_NAMES } from './country-aliases.ts';
import { COUNTRY_NAMES } from './country-names.ts';
import { INVALID, type Normaliser } from './normalised.ts';
import { folded, ofText } from './text.ts';

/** Longer than the longest official name. */
const LONGEST = 128;

const LIBRARY_NAMES: Readonly<Record<string, string | readonly string[]>> = english.countries;

const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['st', 'saint'],
  ['rep', 'republic'],
  ['dem', 'democratic'],
]);
const FILLERS: ReadonlySet<string> = new Set(['the', 'of', 'and']);

/** ISO 3166-1: alpha-2 with alpha-3. The library also has codes that ISO does not assign, such as Kosovo's. */
const CODES: readonly (readonly [string, string])[] = codes.flatMap(([alpha2, alpha3]) =>
  alpha2 !== undefined && alpha3 !== undefined && alpha2 in COUNTRY_NAMES ? [[alpha2, alpha3]] : [],
);

/** Made for the first country: a start does not wait for it. */
let bySpelling: ReadonlyMap<string, string> | undefined;

/** The English name of an ISO 3166-1 alpha-2 code; the code itself when it is not assigned. */
export function countryName(alpha2: string): string {
  return COUNTRY_NAMES[alpha2] ?? alpha2;
}

/** A country by its ISO 3166-1 code of two or three letters, or by a usual English name, as its alpha-2 code. */
export const country: Normaliser<string> = ofText((spelling) => known.memo(spelling), LONGEST);

/** There are few countries and many people. */
const known = new LRUCache<string, string | typeof INVALID>({ max: 1024, memoMethod: lookUp });

function lookUp(spelling: string): string | typeof INVALID {
  const [name = '', anyOrder = ''] = keysOf(spelling);
  bySpelling ??= alpha2BySpelling();
  return bySpelling.get(name) ?? bySpelling.get(anyOrder) ?? INVALID;
}

/** Codes first, then the names by how sure they are: "Congo" alone is the republic of that name. */
function alpha2BySpelling(): ReadonlyMap<string, string> {
  // Names under which older versions wrote countries to a backend.
  const runtimeNames = new Intl.DisplayNames('en', { type: 'region' });
  const lists = [
    CODES.map(([alpha2, alpha3]) => [alpha2, [alpha2, alpha3]] as const),
    Object.entries(COUNTRY_NAMES).map(([alpha2, name]) => [alpha2, [name]] as const),
    Object.entries(OTHER_NAMES),
    CODES.map(([alpha2]) => [alpha2, [LIBRARY_NAMES[alpha2] ?? []].flat()] as const),
    CODES.map(([alpha2]) => [alpha2, [runtimeNames.of(alpha2) ?? alpha2]] as const),
  ];
  const byKey = new Map<string, string>();
  for (const [alpha2, spellings] of lists.flat()) {
    for (const key of spellings.flatMap(keysOf)) if (!byKey.has(key)) byKey.set(key, alpha2);
  }
  return byKey;
}

/**
 * A name as it is looked up: as it stands, and with its words in order of the alphabet, since lists write
 * `Korea (Republic of)` and `Republic of Korea`, `St. Kitts & Nevis` and `Saint Kitts and Nevis`.
 */
function keysOf(spelling: string): readonly string[] {
  const words = spelling
    .split(/[\s,;:()[\]/&-]+/)
    .map(folded)
    .map((word) => SHORT_FORMS.get(word) ?? word)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !FILLERS.has(word));
  // Andorra's code is AND.
  const name = telling.length > 0 ? telling : words;
  return [name.join(''), name.toSorted().join(' ')];
}
