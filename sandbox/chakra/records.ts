import type { components } from '../../src/backends/chakra/wire.ts';
import { type Person, TODAY } from '../population/person.ts';
import { type Random, randomOf, sparse } from '../population/random.ts';
import {
  nativeName,
  plainNumber,
  spacedNumber,
  writtenGender,
  writtenName,
} from '../population/spelling.ts';

export type ChakraRecord = NonNullable<components['schemas']['User']>;
type Email = NonNullable<components['schemas']['Email']>;

const DAY = 86_400_000;

export function recordOf(person: Person, seed: number): ChakraRecord {
  const random = randomOf(seed, 'chakra', person.number);
  const id = random.uuid();
  const createdAt = TODAY - random.between(200, 2000) * DAY - random.between(0, DAY);
  return sparse(
    {
      id,
      createdAt,
      updatedAt: createdAt + random.between(0, 199) * DAY,
      username: random.maybe(0.9, person.email.split('@')[0] ?? null),
      ...namesOf(person, random),
      gender: random.maybe(0.8, writtenGender(person, random)),
      dob: random.maybe(0.75, person.bornAt),
      ...presentationOf(person, random),
      ...standingOf(person, createdAt, random),
      team: random.maybe(0.7, person.work.team),
      role: random.maybe(0.8, person.work.role),
      data: random.maybe(0.3, {
        seats: random.between(1, 9),
        tags: ['sandbox', person.culture.language],
      }),
      onboardingData: random.maybe(0.2, { step: random.between(1, 5) }),
      profile: null,
      ...phonesOf(person, random),
      ...emailsOf(person, createdAt, random),
      reportees: random.maybe(0.5, []),
    },
    random,
  );
}

function namesOf(person: Person, random: Random) {
  const { given, middle, family } = person;
  return {
    firstName: random.maybe(0.8, random.chance(0.6) ? given.native : given.latin),
    middleName: middle && random.maybe(0.8, middle.native),
    lastName: random.maybe(0.8, random.chance(0.6) ? family.native : family.latin),
    displayName: random.maybe(0.85, random.chance(0.04) ? ' ' : writtenName(person, random)),
  };
}

function presentationOf(person: Person, random: Random) {
  const page = `https://img.example.com/${person.number}`;
  return {
    bio: random.maybe(0.4, `${nativeName(person)}, ${person.home.city.native}.`),
    profileImageUrl: random.maybe(0.6, random.chance(0.05) ? 'no picture yet' : `${page}/face.png`),
    coverImageUrl: random.maybe(0.3, `${page}/cover.jpg`),
    timezone: random.maybe(0.8, random.chance(0.06) ? 'Mars/Phobos' : person.culture.timezone),
  };
}

/** About one account in twenty is deleted; the first ten people's never are, since examples speak of them. */
function standingOf({ number }: Person, createdAt: number, random: Random) {
  const isDeleted = random.chance(0.05) && number > 10;
  return {
    isActive: isDeleted ? false : random.maybe(0.95, random.chance(0.9)),
    isDeleted,
    deletedAt: isDeleted ? createdAt + 199 * DAY : null,
    availabilityStatus: random.maybe(0.7, random.pick(['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE'])),
  };
}

/** Texts, objects of both kinds, and now and then something that is no number. */
function phonesOf({ mobile, backupMobile }: Person, random: Random) {
  const phone = random.pick([
    spacedNumber(mobile),
    plainNumber(mobile),
    plainNumber(mobile),
    { phone: spacedNumber(mobile) },
    { number: plainNumber(mobile) },
    'n/a',
  ]);
  const phones = random.chance(0.2) ? [phone, plainNumber(backupMobile)] : [phone];
  return {
    phones: random.maybe(0.8, random.chance(0.1) ? [] : phones),
    primaryPhone: random.maybe(0.4, phone),
  };
}

function emailsOf(person: Person, createdAt: number, random: Random) {
  const work = emailOf(person.workEmail, 'WORK', createdAt, random);
  const home = emailOf(person.email, 'PERSONAL', createdAt, random);
  const shouted = emailOf(person.email.toUpperCase(), 'OTHER', createdAt, random);
  const broken = emailOf('not-an-address', 'OTHER', createdAt, random);
  const emails = random.pick([[home], [work], [work, home], [home, shouted], [broken, home], []]);
  const primary = emails.at(-1);
  return {
    emails: random.maybe(0.9, emails),
    primaryEmail: primary === undefined ? null : random.maybe(0.6, primary),
  };
}

function emailOf(email: string, type: string, createdAt: number, random: Random): Email {
  return {
    id: random.uuid(),
    createdAt,
    updatedAt: createdAt,
    email,
    normalizedEmail: email.toLowerCase(),
    type: random.maybe(0.9, type),
    isVerified: random.maybe(0.9, random.chance(0.7)),
    user: null,
  };
}
