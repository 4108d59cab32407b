import { countryName } from '#normalise';

export const USA = 'USA';

/**
 * Names that Volt MX is told in another spelling than people are shown: the United States as its page calls them, and
 * plain ASCII letters for all, as its page has no others. All names come from lists of this project, so that a newer
 * runtime never renames a country there.
 */
const OWN_NAMES: ReadonlyMap<string, string> = new Map([
  ['AX', 'Aland Islands'],
  ['BL', 'Saint Barthelemy'],
  ['CI', "Cote d'Ivoire"],
  ['CW', 'Curacao'],
  ['RE', 'Reunion'],
  ['ST', 'Sao Tome and Principe'],
  ['TR', 'Turkey'],
  ['UM', 'United States Minor Outlying Islands'],
  ['US', USA],
  ['VI', 'Virgin Islands, U.S.'],
]);

/** A country's name as Volt MX is told it, of its ISO 3166-1 alpha-2 code. */
export const voltMxCountry = (alpha2: string): string =>
  OWN_NAMES.get(alpha2) ?? countryName(alpha2);
