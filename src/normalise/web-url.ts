import { INVALID, type Normaliser } from './normalised.ts';
import { ofText } from './text.ts';

/** What browsers and servers take. */
const LONGEST = 8192;

/** A scheme and a host, and no white space, which URL parsers would drop without a word. */
const WEB_ADDRESS = /^https?:\/\/[^\s/?#]\S*$/i;

/** An absolute `http` or `https` URL, as it was spelled; links of other schemes could do harm where they are shown. */
export const url: Normaliser<string> = ofText(
  (address) => (WEB_ADDRESS.test(address) && URL.canParse(address) ? address : INVALID),
  LONGEST,
);
