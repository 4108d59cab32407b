import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { INVALID, type Normaliser } from './normalised.ts';
import { remembered } from './remembered.ts';
import { ofText } from './text.ts';

const PARENTHESISED_COUNTRY = /^\(\s*(\+\s*\d+)\s*\)/;
/** Far longer than any number with its spaces and an extension. */
const LONGEST = 40;

const parse = remembered(4096, (text): string | typeof INVALID => {
  if (text.length > LONGEST) return INVALID;
  // Full-width signs, which keyboards of East Asia write, become plain ones.
  const number = e164(text.normalize('NFKC').replace(PARENTHESISED_COUNTRY, '$1'));
  // A trunk prefix is dropped on reading; digits that still begin with one are no number.
  return number !== undefined && e164(number) === number ? number : INVALID;
});

function e164(text: string): string | undefined {
  const number = parsePhoneNumberFromString(text, { extract: false });
  return number?.isPossible() ? number.number : undefined;
}

/**
 * A telephone number in international form (`+91 98765 43210`) as E.164. No region is guessed for a number without
 * its `+`. The length must be possible for its country; that the number is assigned is not required, since numbering
 * plans grow faster than their metadata. An extension has no place in E.164 and is dropped.
 */
export const phone: Normaliser<string> = ofText(parse);

/** As `phone`, for a caller that only asks whether the text is a number: E.164 or `null`. */
export function parsePhone(text: string): string | null {
  const number = parse(text.trim());
  return number === INVALID ? null : number;
}
