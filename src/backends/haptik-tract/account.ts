import {
  withPlainNumbers,
  isIdentifier,
  eachOnce,
  listOf,
  INVALID,
  devicePlatform,
  digitsOf,
  jsonObject,
  text,
} from '#normalise';
import type { Aliases, ReportedAliases, WireRecord, Normaliser } from '#normalise';
import type { CreateUserInput, DevicePlatform, HaptikTractCreateInput } from '#schema';
import { REGISTRY, type AccountFields } from '../backend.ts';
import { fieldsOf } from '../account-fields.ts';
import type { components } from './wire.ts';

/** A detail's name is opaque: space around it belongs to it. A number is as clear as its digits. */
const opaque: Normaliser<string> = (raw) => {
  const name = digitsOf(raw);
  if (name === null || name === undefined || name === '') return null;
  return typeof name === 'string' ? name : INVALID;
};

/** So is an identifier, but a blank one is none. */
const identifier: Normaliser<string> = (raw) => {
  const id = opaque(raw);
  if (typeof id !== 'string' || isIdentifier(id)) return id;
  return id.trim() === '' ? null : INVALID;
};

/** Decision of docs/vendors.md: an object's `name`, else its `key`, else its `id`; else it is ignored. */
const nameIn = ({ name, key, id }: { name?: unknown; key?: unknown; id?: unknown }) => {
  const found = [name, key, id].filter(isScalar).find((value) => value !== '');
  return found === undefined ? null : String(found);
};

const isScalar = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

const detailName: Normaliser<string> = (raw) =>
  typeof raw === 'object' && raw !== null ? nameIn(raw) : opaque(raw);

/** Far more than a person has, and less than an answer could list. */
const MOST_NAMES = 10_000;

/** Get user lists strings and the hook lists objects (vendor's document); either may come. */
const detailNames: Normaliser<readonly string[]> = eachOnce(
  listOf(detailName, MOST_NAMES),
  (name) => name,
);

const user = fieldsOf('user');
const details = fieldsOf('details');
const registry = fieldsOf(REGISTRY);

/** TRACT's user as an account: ours on the left, theirs on the right. Source: the vendor's document. */
export const accountFields: AccountFields = {
  userName: user('user_name', text),
  devicePlatform: user('device_platform', devicePlatform),
  thirdPartyUserId: user('third_party_user_id', identifier),
  detailsAvailable: user('details_available', detailNames),
  details: details('details', jsonObject, { kind: 'namedValues' }),
  // TRACT never says it: it comes from the hook's answer.
  ectUserId: registry('ectUserId', identifier),
};

/** The scheme that marks an account of which our own hook was told. */
export const HEARD_OF = 'hook';

/** The other identifiers that a record tells. */
export const aliasesOf = (record: WireRecord): Aliases => ({
  ...named('thirdPartyUserId', record['third_party_user_id']),
  ...named('ectUserId', record['ect_user_id']),
});

/**
 * The same of a record that TRACT was asked for: it also tells when a third party id is gone, or another one
 * that cannot be kept took its place. What is no identifier says nothing, and so does none of the ECT, of whose ids TRACT
 * does not know.
 */
export const aliasesRead = (record: WireRecord): ReportedAliases => ({
  ...(isGone(record['third_party_user_id']) ? { thirdPartyUserId: null } : {}),
  ...aliasesOf(record),
});

const isGone = (raw: unknown): boolean => raw === null || typeof raw === 'string';

const named = (scheme: string, raw: unknown): Aliases => {
  const id = identifier(withPlainNumbers(raw));
  return typeof id === 'string' ? { [scheme]: id } : {};
};

/** The values of the details that the hook told at once: not by the vendor's document, which leaves open what its objects hold. */
export const detailValues = (listed: readonly unknown[]): WireRecord | null => {
  const values = listed.flatMap((detail) => {
    if (typeof detail !== 'object' || detail === null || !('value' in detail)) return [];
    const { value, ...rest }: { value: unknown; name?: unknown; key?: unknown; id?: unknown } =
      detail;
    const name = nameIn(rest);
    return name === null ? [] : [[name, value] as const];
  });
  return values.length === 0 ? null : Object.fromEntries(values);
};

type NewUser = components['schemas']['CreateUserRequest'];

/** The vendor's names; it has none for `OTHER`. */
const PLATFORM_NAMES = {
  ANDROID: 'Android',
  FACEBOOK: 'Facebook',
  WEB_SDK: 'WebSDK',
  IOS: 'iOS',
  WEBHOOK: 'Webhook',
  WHATSAPP: 'WhatsApp',
  OTHER: null,
} as const satisfies Record<DevicePlatform, NewUser['device_platform'] | null>;

/** A new user as the external chat tool is told of it; what the input lacks is left out. */
export const newUser = (
  { displayName, device }: CreateUserInput,
  { userId, thirdPartyUserId, detailsAvailable }: HaptikTractCreateInput,
): NewUser => {
  const platform = device?.platform ? PLATFORM_NAMES[device.platform] : null;
  return {
    user_id: userId,
    ...(thirdPartyUserId ? { third_party_user_id: thirdPartyUserId } : {}),
    ...(displayName ? { user_name: displayName } : {}),
    ...(platform ? { device_platform: platform } : {}),
    ...(detailsAvailable ? { details_available: [...detailsAvailable] } : {}),
  };
};
