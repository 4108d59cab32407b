import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { country, countryName } from '#normalise';
import { voltMxCountry } from '../../src/backends/volt-mx/countries.ts';

/** ISO 3166-1's own short names where they are not the usual ones, in both of the orders that lists write. */
const OFFICIAL: Readonly<Record<string, readonly string[]>> = {
  AE: ['United Arab Emirates (the)'],
  BA: ['Bosnia and Herzegovina'],
  BO: ['Bolivia (Plurinational State of)', 'Bolivia, Plurinational State of'],
  BQ: ['Bonaire, Sint Eustatius and Saba'],
  BS: ['Bahamas (the)'],
  CC: ['Cocos (Keeling) Islands (the)'],
  CD: ['Congo (the Democratic Republic of the)', 'Congo, The Democratic Republic of the'],
  CF: ['Central African Republic (the)'],
  CG: ['Congo (the)', 'Congo'],
  CI: ["Côte d'Ivoire"],
  CZ: ['Czechia', 'Czech Republic'],
  DO: ['Dominican Republic (the)'],
  FK: ['Falkland Islands (the) [Malvinas]', 'Falkland Islands (Malvinas)'],
  FM: ['Micronesia (Federated States of)'],
  FO: ['Faroe Islands (the)'],
  GB: ['United Kingdom of Great Britain and Northern Ireland (the)'],
  GS: ['South Georgia and the South Sandwich Islands'],
  HK: ['Hong Kong', 'Hong Kong SAR China'],
  HM: ['Heard Island and McDonald Islands'],
  IR: ['Iran (Islamic Republic of)', 'Iran, Islamic Republic of'],
  KN: ['Saint Kitts and Nevis', 'St. Kitts & Nevis'],
  KP: ["Korea (the Democratic People's Republic of)", "Korea, Democratic People's Republic of"],
  KR: ['Korea (the Republic of)', 'Korea, Republic of'],
  LA: ["Lao People's Democratic Republic (the)"],
  MD: ['Moldova (the Republic of)', 'Moldova, Republic of'],
  MF: ['Saint Martin (French part)'],
  MK: ['North Macedonia'],
  MM: ['Myanmar', 'Myanmar (Burma)'],
  MO: ['Macao', 'Macao SAR China'],
  NL: ['Netherlands (Kingdom of the)', 'Netherlands (the)'],
  PM: ['Saint Pierre and Miquelon'],
  PS: ['Palestine, State of', 'Palestinian Territories'],
  RU: ['Russian Federation (the)'],
  SH: ['Saint Helena, Ascension and Tristan da Cunha'],
  ST: ['Sao Tome and Principe', 'São Tomé & Príncipe'],
  SX: ['Sint Maarten (Dutch part)'],
  SY: ['Syrian Arab Republic (the)'],
  TF: ['French Southern Territories (the)'],
  TR: ['Türkiye', 'Turkey'],
  TT: ['Trinidad and Tobago'],
  TW: ['Taiwan (Province of China)', 'Taiwan, Province of China'],
  TZ: ['Tanzania, the United Republic of'],
  UM: ['United States Minor Outlying Islands (the)', 'U.S. Outlying Islands'],
  US: ['United States of America (the)', 'USA', 'U.S.A.'],
  VA: ['Holy See (the)', 'Holy See (Vatican City State)'],
  VC: ['Saint Vincent and the Grenadines', 'St. Vincent & Grenadines'],
  VE: ['Venezuela (Bolivarian Republic of)', 'Venezuela, Bolivarian Republic of'],
  VG: ['Virgin Islands (British)', 'British Virgin Islands'],
  VI: ['Virgin Islands (U.S.)', 'U.S. Virgin Islands'],
  VN: ['Viet Nam', 'Vietnam'],
  WF: ['Wallis and Futuna'],
};

/** Two countries go by this name; the one that ISO calls so has it. */
const SHARED = 'Congo';

const assigned = Object.entries(english.countries as Record<string, string | string[]>).filter(
  ([alpha2]) => alpha2 !== 'XK',
);

describe('a country', () => {
  test.each(Object.entries(OFFICIAL))('%s is found by its official names', (alpha2, names) => {
    for (const name of names) expect([name, country(name)]).toEqual([name, alpha2]);
  });

  test('is found by each name that the library has for it, however it is written', () => {
    for (const [alpha2, names] of assigned) {
      for (const name of [names].flat().filter((one) => one !== SHARED)) {
        const spellings = [name, name.toUpperCase(), ` ${name.toLowerCase()} `];
        expect([name, ...spellings.map(country)]).toEqual([name, alpha2, alpha2, alpha2]);
      }
    }
  });

  test('has one name that Facet shows and one that Volt MX is told, and both are read back', () => {
    expect(assigned).toHaveLength(249);
    for (const [alpha2] of assigned) {
      const names = [countryName(alpha2), voltMxCountry(alpha2)];
      expect([alpha2, ...names.map(country)]).toEqual([alpha2, alpha2, alpha2]);
      expect(voltMxCountry(alpha2)).toMatch(/^[ -~]+$/);
    }
    expect(new Set(assigned.map(([alpha2]) => countryName(alpha2))).size).toBe(249);
  });

  test('is told to Volt MX under a name that does not come from the runtime', () => {
    expect(['US', 'HK', 'MO', 'VC', 'IN', 'TR'].map(voltMxCountry)).toEqual([
      'USA',
      'Hong Kong',
      'Macao',
      'Saint Vincent and the Grenadines',
      'India',
      'Turkey',
    ]);
  });
});
