import { eachOnce, listOf } from './list.ts';
import { INVALID, type Normaliser } from './normalised.ts';
import { ofText } from './text.ts';

const LOCAL_PART =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
/** RFC 5321, 4.5.3.1: octets in a local part, and in the path that holds the address. */
const LONGEST_LOCAL_PART = 64;
const LONGEST_ADDRESS = 254;

/** An e-mail address, in the spelling in which it came; any script may be used, the domain needs a dot. */
export const email: Normaliser<string> = ofText((address) =>
  isEmail(address) ? address : INVALID,
);

/** Addresses without repetitions: compared without case, the first spelling stays. */
export const emailList: Normaliser<readonly string[]> = eachOnce(listOf(email), (address) =>
  address.toLowerCase(),
);

function isEmail(address: string): boolean {
  if (address.length > LONGEST_ADDRESS) return false;
  const at = address.lastIndexOf('@');
  if (at < 1 || at > LONGEST_LOCAL_PART) return false;
  const labels = address.slice(at + 1).split('.');
  return (
    labels.length > 1 &&
    LOCAL_PART.test(address.slice(0, at)) &&
    labels.every((label) => LABEL.test(label))
  );
}
