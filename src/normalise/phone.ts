import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { INVALID, Partly, type Normaliser } from './normalised.ts';
import { remembering } from './remembering.ts';
import { ofText, withoutUnseen } from './text.ts';

const PARENTHESISED_COUNTRY = /^\(\s*(\+\s*\d+)\s*\)/;
/** RFC 3966 and what stands in for it around a number. */
const SCHEME = /^(?:tel|callto|sms):(?:\/\/)?/i;
/** RFC 3966: the number is local to this country code. */
const CONTEXT = /;phone-context=(\+[\d().-]+)/i;
/** Far longer than any number with its spaces, an extension and a scheme. */
const LONGEST = 80;
/** ITU-T E.164: 15 digits at most, country code included; no plan that ever was had fewer than 8. */
const E164 = /^\+\d{8,15}$/;

interface Parsed {
  readonly number: string;
  /** Its length is one of those that its country's plan has today. */
  readonly isPossible: boolean;
}

const parsed = remembering(parse, 4096);

function parse(spelling: string): Parsed | typeof INVALID {
  // Full-width signs, which keyboards of East Asia write, become plain ones.
  const plain = withoutUnseen(spelling.normalize('NFKC'));
  const number = parsedFrom(ofUri(plain).replace(PARENTHESISED_COUNTRY, '$1'));
  // A trunk prefix is dropped on reading; digits that still begin with one are no number.
  const isStable = number !== null && parsedFrom(number.number)?.number === number.number;
  if (!isStable) return INVALID;
  return number.isPossible || E164.test(number.number) ? number : INVALID;
}

function parsedFrom(spelling: string): Parsed | null {
  const number = parsePhoneNumberFromString(spelling, { extract: false });
  return number ? { number: number.number, isPossible: number.isPossible() } : null;
}

/** The number in a `tel:` URI, with its context's country code ahead. Its other parameters have no place in E.164. */
function ofUri(spelling: string): string {
  if (!SCHEME.test(spelling)) return spelling;
  const [number = ''] = spelling.replace(SCHEME, '').split(';');
  const [, context = ''] = number.startsWith('+') ? [] : (CONTEXT.exec(spelling) ?? []);
  return `${context}${number}`;
}

/**
 * A telephone number in international form (`+91 98765 43210`, `tel:+91-98765-43210`) as E.164. No region is guessed for
 * a number without its `+`. That it is assigned is not required, since numbering plans grow faster than their metadata;
 * one of a length that its country's plan does not have (any more) is kept as `Partly`, in doubt. An extension has no
 * place in E.164 and is dropped, and so is what is not seen.
 */
export const phone: Normaliser<string> = ofText((spelling) => {
  const number = parsed(spelling);
  if (number === INVALID) return INVALID;
  return number.isPossible ? number.number : new Partly(number.number, 0, 1);
}, LONGEST);

/** For a caller's input: E.164 or `null`. The length must be one that the country's plan has today. */
export function parsePhone(spelling: string): string | null {
  const number = phone(spelling);
  return typeof number === 'string' ? number : null;
}
