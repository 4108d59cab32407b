import type { BackendAdapter, Prepared, Write } from '#backends';
import type { CreateUserInput, UserChanges } from '#schema';

/** A creation that holds whatever any backend stores; the types see to it that nothing is left out. */
const CREATION: Required<Omit<CreateUserInput, 'idempotencyKey' | 'backends'>> = {
  displayName: 'Asha Rao',
  givenName: 'Asha',
  familyName: 'Rao',
  email: 'asha@example.com',
  phone: '+919876543210',
  language: 'en',
  lastActiveAt: '2024-01-31T09:30:00.000Z',
  location: { country: 'US', state: 'Ohio', city: 'Columbus' },
  subscriptions: { email: true, sms: true, voice: true },
  device: { platform: 'IOS', model: 'Pixel', osVersion: '14', packageName: 'com.example' },
  customData: { tier: 'gold' },
  haptikTract: {
    userId: '90210',
    thirdPartyUserId: 'wa-1',
    detailsAvailable: [{ name: 'orders' }],
  },
  haptik: { authId: 'asha01', authCode: 'secret' },
  emeritus: {},
};

/** A change of whatever any backend stores. */
const CHANGES: Required<UserChanges> = {
  displayName: 'Asha Rao',
  email: 'asha@example.com',
  phone: '+919876543210',
  language: 'en',
  device: CREATION.device ?? {},
  customData: { tier: 'gold' },
  authCode: 'secret',
};

/** The keys that the writes of a backend send, by operation of its document, when their input has everything. */
export function requestsOf({
  name,
  operations,
  writes: { create, update, owner, pool },
}: BackendAdapter): Readonly<Record<string, ReadonlySet<string>>> {
  const account = { backend: name, scope: 'corporation', ref: 'asha01' } as const;
  // Emeritus takes a phone number or an e-mail address, never both in one call.
  const creations = [CREATION, { ...CREATION, phone: null }].map((input) =>
    create?.prepare(input, null),
  );
  // An update that changes the e-mail address alone has the name of that mutation.
  const updateOperation = operations.includes('updateEmail') ? 'updateEmail' : 'updateUser';
  return {
    ...(create ? { createUser: withSecret(create, CREATION, keysOf(...creations)) } : {}),
    ...(update
      ? {
          [updateOperation]: withSecret(update, CHANGES, keysOf(update.prepare(CHANGES, account))),
        }
      : {}),
    ...(owner
      ? { updateOwner: keysOf(owner.prepare({ owner: 'owner-1', change: 'ADD' }, account)) }
      : {}),
    ...(pool ? { updatePool: keysOf(pool.prepare('alive', account)) } : {}),
  };
}

const keysOf = (...prepared: readonly (Prepared | undefined)[]): ReadonlySet<string> =>
  new Set(
    prepared.flatMap((one) => {
      if (one?.kind !== 'ready') throw new Error('A write with a whole input is not ready.');
      return Object.keys(one.request);
    }),
  );

const withSecret = <Input>(
  { secretOf, secretField }: Write<Input>,
  input: Input,
  keys: ReadonlySet<string>,
): ReadonlySet<string> =>
  secretField !== undefined && secretOf?.(input) !== undefined
    ? new Set([...keys, secretField])
    : keys;
