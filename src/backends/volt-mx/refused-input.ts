import type { InputPath, NotStored, WireRecord } from '#normalise';
import { ATTRIBUTES, MOBILE_NUMBER_RULE } from './account.ts';
import type { Tenant } from './attributes.ts';

/** Where the attributes that the vendor's words name come from, by their names in lower case. */
const SOURCES: ReadonlyMap<string, InputPath> = new Map(
  // The document's own example says `phonenumber`.
  Object.entries({ ...ATTRIBUTES, phoneNumber: ATTRIBUTES.mobileNumber }).map(([theirs, ours]) => [
    theirs.toLowerCase(),
    ours.split('.'),
  ]),
);

const MANDATORY = /attribute\s{1,9}\W?([\w.-]{1,99})\W?\s{1,9}is a mandatory/iu;
const MOBILE_NUMBER = /country code followed by ten digit/i;
const INVALID_ATTRIBUTES = /invalid attributes/i;

/** The parts of the input that a refusal speaks of (vendor's document, "Response Status"); none when its words are others. */
export const refusedInput = (
  message: string,
  request: WireRecord,
  { attributes }: Tenant,
): readonly NotStored[] => {
  const mandatory = MANDATORY.exec(message)?.[1];
  if (mandatory !== undefined) {
    const path = sourceOf(mandatory, attributes);
    return path ? [{ path, reason: 'VOLT_MX wants a value that it takes here.' }] : [];
  }
  if (MOBILE_NUMBER.test(message)) return [{ path: ['phone'], reason: MOBILE_NUMBER_RULE }];
  if (!INVALID_ATTRIBUTES.test(message)) return [];
  const sent = attributes.filter((name) => name in request);
  return sent.map((name) => ({
    path: ['customData', name],
    reason: 'VOLT_MX refused attributes of the request, and may not know this one.',
  }));
};

const sourceOf = (attribute: string, attributes: readonly string[]): InputPath | null => {
  const name = attribute.toLowerCase();
  const documented = SOURCES.get(name);
  if (documented) return documented;
  const dynamic = attributes.find((one) => one.toLowerCase() === name);
  return dynamic === undefined ? null : ['customData', dynamic];
};
