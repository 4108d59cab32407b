import type { components } from '../../src/backends/volt-mx/wire.ts';
import { type Person, TODAY } from '../population/person.ts';
import { type Random, randomOf } from '../population/random.ts';

/** What was sent about a user, and the id: the digits of a 64-bit integer. */
export type VoltMxRecord = components['schemas']['CreateUserRequest'] & { readonly id: string };

const showcase: VoltMxRecord = {
  id: '9117786204812949329',
  firstName: 'Latha',
  lastName: 'Ganesan',
  country: 'India',
  state: 'Tamil Nadu',
  email: 'latha.ganesh@example.com',
  mobileNumber: '919800000001',
  smsSubscription: false,
  voiceSubscription: false,
  emailSubscription: true,
  lastActiveDate: '2025-06-01T08:15:00.000Z',
};

export function recordOf(person: Person, seed: number): VoltMxRecord {
  if (person.number === 1) return showcase;
  const random = randomOf(seed, 'volt', person.number);
  const { given, family, mobile, home, culture } = person;
  const inLatin = random.chance(0.6);
  const state = culture.country === 'USA' || random.chance(0.7) ? home.state : null;
  return {
    id: idOf(random),
    firstName: inLatin ? given.latin : given.native,
    lastName: inLatin ? family.latin : family.native,
    country: culture.country,
    ...(state === null ? {} : { state }),
    email: random.pick([person.email, person.email, person.workEmail]),
    ...(random.chance(0.7) ? { mobileNumber: mobile.areaCode + mobile.national } : {}),
    ...subscriptionsOf(random),
    ...(random.chance(0.6) ? { lastActiveDate: lastActive(random) } : {}),
  };
}

function subscriptionsOf(random: Random) {
  return {
    ...(random.chance(0.8) ? { emailSubscription: random.chance(0.6) } : {}),
    ...(random.chance(0.6) ? { smsSubscription: random.chance(0.4) } : {}),
    ...(random.chance(0.4) ? { voiceSubscription: random.chance(0.2) } : {}),
  };
}

const lastActive = (random: Random): string =>
  new Date(TODAY - random.between(0, 400 * 86_400) * 1000).toISOString();

/** Between 2^60 and 2^63: no JavaScript number holds such an id exactly. */
function idOf(random: Random): string {
  return String((BigInt(`0x${random.hex(16)}`) >> 1n) | (1n << 60n));
}
