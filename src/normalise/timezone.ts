import { INVALID, type Normaliser } from './normalised.ts';
import { remembering } from './remembering.ts';
import { ofText } from './text.ts';

/** Names of the IANA database that `Intl` accepts and does not list, or lists only under their former names. */
const UNLISTED = [
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

/** The zones and links of the IANA database without an area. */
const BARE =
  'CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran ' +
  'Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK ' +
  'Singapore Turkey UCT UTC Universal W-SU WET Zulu';

const SPELLINGS: ReadonlyMap<string, string> = new Map(
  [...Intl.supportedValuesOf('timeZone'), ...UNLISTED, ...BARE.split(' ')].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

/** Those that `Intl` takes and the database does not have: it has dropped them, or never had them. */
const FOREIGN = /^(systemv\/.*|us\/pacific-new|canada\/east-saskatchewan)$/i;

/** An area and a place. `Intl` would also take an offset such as `+05:30`, and abbreviations that name several zones. */
const NAME = /^[a-z][\w+-]*(\/[a-z][\w+-]*){1,2}$/i;

/** Longer than any name in the database. */
const LONGEST = 64;

const spelled = remembering<string, string | typeof INVALID>(
  (name) => SPELLINGS.get(name.toLowerCase()) ?? unlisted(name),
  1024,
);

function unlisted(name: string): string | typeof INVALID {
  return NAME.test(name) && !FOREIGN.test(name) && isKnownToIntl(name) ? name : INVALID;
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
export const timezone: Normaliser<string> = ofText(spelled, LONGEST);
