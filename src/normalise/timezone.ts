import { INVALID, type Normaliser } from './normalised.ts';
import { remembered } from './remembered.ts';
import { ofText } from './text.ts';

/** Names of the IANA database that `Intl` accepts and does not list, or lists only under their former names. */
const UNLISTED = [
  'UTC',
  'GMT',
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Argentina/Cordoba',
  'America/Atikokan',
  'America/Indiana/Indianapolis',
  'America/Kentucky/Louisville',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
];

const SPELLINGS: ReadonlyMap<string, string> = new Map(
  [...Intl.supportedValuesOf('timeZone'), ...UNLISTED].map((name) => [name.toLowerCase(), name]),
);

/** A zone's name; `Intl` would also take an offset such as `+05:30`, which names no zone. */
const NAME = /^[a-z][\w+/-]{1,63}$/i;

const parse = remembered(
  1024,
  (name): string | typeof INVALID => SPELLINGS.get(name.toLowerCase()) ?? unlisted(name),
);

function unlisted(name: string): string | typeof INVALID {
  return NAME.test(name) && isKnownToIntl(name) ? name : INVALID;
}

function isKnownToIntl(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch (error) {
    // The constructor's only way to say that it knows no such zone.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** An IANA time zone's name, in the database's own spelling; a former name stays as it is (`Asia/Calcutta`). */
export const timezone: Normaliser<string> = ofText(parse);
