import { domainToASCII } from 'node:url';
import { eachOnce, listOf, MOST_ENTRIES } from './texts.ts';
import { INVALID, type Normaliser } from './normalised.ts';
import { remembering } from './remembering.ts';
import { ofText, withoutUnseen } from './text.ts';

const ATOMS =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** RFC 5321, 4.1.2: a quoted local part may hold anything that is printed. */
const QUOTED = /^"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+"$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
const PLAIN = /^[!#-~]+$/;
const MAILTO = /^mailto:/i;
/** RFC 5321, 4.5.3.1: octets in a local part, and in the path that holds the address. */
const LONGEST_LOCAL_PART = 64;
const LONGEST_ADDRESS = 254;
/** With a scheme, percent-encoding and a subject around it. */
const LONGEST_SPELLING = 2048;

/**
 * An e-mail address, in the spelling in which it came; any script may be used, the domain needs a dot, the local part
 * may be quoted. `mailto:` and angle brackets around it are taken off, and so is what is not seen.
 */
export const email: Normaliser<string> = ofText(
  (spelling) => (spelling.length > LONGEST_ADDRESS ? parse(spelling) : parsed(spelling)),
  LONGEST_SPELLING,
);

/** An address comes again and again: with its person, and with each record that has it. */
const parsed = remembering(parse, 4096);

function parse(spelling: string): string | typeof INVALID {
  const address = bare(withoutUnseen(spelling));
  return isEmail(address) ? address : INVALID;
}

/**
 * Equal for two spellings of one address, which is the one rule of what is the same: without case, in NFC, the domain in
 * the form of the DNS (`xn--…`), the local part without quotes that it does not need.
 */
export const emailKey = (address: string): string =>
  PLAIN.test(address) ? address.toLowerCase() : keyOfAny(address);

const keyOfAny = remembering(keyOf, 4096);

function keyOf(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const local = unquoted(address.slice(0, at)).toLowerCase().normalize('NFC');
  return `${local}@${domainToASCII(domain) || domain.toLowerCase()}`;
}

/** Addresses without repetitions (`emailKey`): the first spelling stays. */
export const emailList: Normaliser<readonly string[]> = eachOnce(
  listOf(email, MOST_ENTRIES),
  emailKey,
);

function bare(spelling: string): string {
  const inner = /^<[^<>]*>$/.test(spelling) ? spelling.slice(1, -1) : spelling;
  if (!MAILTO.test(inner)) return inner;
  const [address = ''] = inner.replace(MAILTO, '').split('?');
  return withoutUnseen(decoded(address));
}

/** RFC 6068: what a URI may not hold is percent-encoded there. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch (error) {
    // Its only way to say that a percent sign is none of an encoding: then it is the address's own.
    if (error instanceof URIError) return address;
    throw error;
  }
}

function isEmail(address: string): boolean {
  if (address.length > LONGEST_ADDRESS) return false;
  const at = address.lastIndexOf('@');
  if (at < 1 || at > LONGEST_LOCAL_PART) return false;
  const labels = address.slice(at + 1).split('.');
  return (
    labels.length > 1 &&
    isLocalPart(address.slice(0, at)) &&
    labels.every((label) => LABEL.test(label))
  );
}

const isLocalPart = (local: string): boolean => ATOMS.test(local) || QUOTED.test(local);

function unquoted(local: string): string {
  if (!QUOTED.test(local)) return local;
  const content = local.slice(1, -1).replace(/\\(.)/gu, '$1');
  return ATOMS.test(content) ? content : `"${content.replace(/["\\]/g, '\\$&')}"`;
}
