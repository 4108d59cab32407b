import type { components } from '../../src/backends/haptik/wire.ts';
import { type Random, randomOf, sparse } from '../population/random.ts';
import type { Person } from '../population/person.ts';
import { nativeName, plainNumber, writtenName } from '../population/spelling.ts';

/** Everything that was ever sent about a user. */
export type HaptikRecord = components['schemas']['CreateUserRequest'];

const showcase: HaptikRecord = {
  auth_id: 'facetauth1001',
  name: 'Latha Ganesh',
  email: 'latha.g@example.org',
  mobile_no: '+919800000001',
  language_code: 'ta',
  phone_model: 'Pixel 9',
  os_version: 'Android 16',
  package_name: 'com.example.facet',
  custom_data: { city: 'Chennai', plan: 'gold', newsletter: true, visits: 12 },
};

export function recordOf(person: Person, seed: number): HaptikRecord {
  if (person.number === 1) return showcase;
  const random = randomOf(seed, 'haptik', person.number);
  return sparse(
    {
      auth_id: `facetauth${1000 + person.number}`,
      name: random.maybe(0.9, writtenName(person, random).trim()),
      email: random.maybe(0.7, random.pick([person.email, person.workEmail])),
      mobile_no: random.maybe(0.8, plainNumber(person.mobile)),
      language_code: random.maybe(0.8, random.pick([person.culture.language, 'en'])),
      ...deviceOf(random),
      custom_data: random.maybe(0.5, customDataOf(person, random)),
    },
    random,
  );
}

function deviceOf(random: Random) {
  const [model, os, app] = random.pick([
    ['Pixel 9', 'Android 16', 'com.example.facet'],
    ['iPhone 16', 'iOS 18.5', 'com.example.Facet'],
    ['Galaxy S24', 'Android 15', 'com.whatsapp'],
  ]);
  return {
    phone_model: random.maybe(0.6, model ?? null),
    os_version: random.maybe(0.6, os ?? null),
    package_name: random.maybe(0.5, app ?? null),
  };
}

function customDataOf(person: Person, random: Random) {
  return {
    city: person.home.city.native,
    nickname: nativeName(person),
    newsletter: random.chance(0.5),
    visits: random.between(0, 400),
    referrer: null,
  };
}
