import type { Person } from '../population/person.ts';
import { type Random, randomOf, sparse } from '../population/random.ts';
import { latinName, nativeName, writtenName } from '../population/spelling.ts';

/** What TRACT knows of a user, and what the ECT calls the same one. */
export type TractRecord = {
  readonly user_id: string;
  readonly third_party_user_id?: string | null;
  readonly user_name?: string | null;
  readonly device_platform?: string | number | null;
  readonly details_available?: readonly (string | { readonly name: string })[] | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly ect_user_id: string | null;
};

const showcase: TractRecord = {
  user_id: 'haptik-1001',
  third_party_user_id: 'wa-919800000001',
  user_name: 'லதா கணேஷ்',
  device_platform: 'WhatsApp',
  details_available: ['city', 'plan', 'vip'],
  details: { city: 'Coimbatore', plan: 'gold', vip: true },
  ect_user_id: 'ect-1001',
};

export function recordOf(person: Person, seed: number): TractRecord {
  if (person.number === 1) return showcase;
  const random = randomOf(seed, 'tract', person.number);
  const details = detailsOf(person, random);
  const userId = `haptik-${1000 + person.number}`;
  return sparse(
    {
      user_id: userId,
      third_party_user_id: thirdPartyId(person, random),
      user_name: random.maybe(0.85, random.chance(0.05) ? '   ' : writtenName(person, random)),
      device_platform: random.maybe(0.85, random.pick(platforms)),
      details_available: random.maybe(0.9, listed(Object.keys(details), random)),
      details,
      ect_user_id: random.maybe(0.6, `ect-${1000 + person.number}`),
    },
    random,
  );
}

/** As the vendor's table has them, or nearly so. */
const platforms: readonly [string, ...(string | number)[]] = [
  'WhatsApp',
  'whatsapp',
  'Android',
  'ANDROID',
  'iOS',
  'WebSDK',
  6,
  14,
  '3',
  'Facebook',
];

/** People 2 and 4 share a telephone, and so an identifier: looking it up is a conflict. */
function thirdPartyId({ number, mobile, culture }: Person, random: Random): string | null {
  if (number === 2 || number === 4) return 'wa-shared-telephone';
  return random.maybe(
    0.8,
    random.chance(0.7)
      ? `wa-${mobile.areaCode}${mobile.national}`
      : `fb-${culture.language}-${random.hex(12)}`,
  );
}

function detailsOf(person: Person, random: Random): Record<string, unknown> {
  const all: [string, unknown][] = [
    ['city', person.otherHome.city.native],
    ['plan', random.pick(['free', 'silver', 'gold'])],
    ['vip', random.chance(0.2)],
    ['points', random.between(0, 9999)],
    ['address', { street: `${random.between(1, 99)} Example Road`, contact: latinName(person) }],
    ['nicknames', [person.given.native, nativeName(person)]],
  ];
  const start = random.between(0, 5);
  const chosen = [...all.slice(start), ...all.slice(0, start)].slice(0, random.between(0, 5));
  return Object.fromEntries(chosen);
}

/** Mostly names; now and then objects, as the hook has them. */
function listed(names: readonly string[], random: Random): (string | { name: string })[] {
  const asObjects = random.chance(0.1);
  return names.map((name) => (asObjects ? { name } : name));
}
