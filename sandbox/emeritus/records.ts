import type { components } from '../../src/backends/emeritus/wire.ts';
import type { Mobile, Person } from '../population/person.ts';
import { type Random, randomOf, sparse } from '../population/random.ts';
import { latinName, writtenGender, writtenName } from '../population/spelling.ts';

type Profile = NonNullable<components['schemas']['Profile']>;

/** What one corporation knows of a user. */
export type EmeritusRecord = {
  readonly corp_id: string;
  readonly user_id: string;
  readonly profile: Profile;
  /** `[area_code, number]`, or empty. */
  readonly mobile: readonly string[];
  readonly mobileBackup: readonly string[];
  readonly emails: readonly string[];
  readonly owners: readonly string[];
  readonly pool: string | null;
};

export const CORP_ID = 'facet-academy';
export const OTHER_CORP_ID = 'facet-institute';

export function recordOf(person: Person, corpId: string, seed: number): EmeritusRecord {
  const identity = randomOf(seed, 'emeritus', person.number);
  const userId = identity.pick([identity.uuid(), identity.hex(32), identity.hex(31)]);
  const random = randomOf(seed, 'emeritus', corpId, person.number);
  return {
    corp_id: corpId,
    user_id: userId,
    profile: profileOf(person, userId, corpId, random),
    mobile: random.chance(0.7) ? pair(person.mobile) : [],
    mobileBackup: random.chance(0.4) ? pair(person.backupMobile) : [],
    emails: random.pick([
      [person.workEmail],
      [person.workEmail, person.email],
      [person.email, person.email.toUpperCase()],
      ['unknown'],
      [],
    ]),
    owners: Array.from({ length: random.between(0, 3) }, () => random.hex(31)),
    pool: random.maybe(0.5, random.pick(['alive', 'dead', 'public', 'alumni'])),
  };
}

const pair = ({ areaCode, national }: Mobile): readonly string[] => [areaCode, national];

function profileOf(person: Person, userId: string, corpId: string, random: Random): Profile {
  return sparse(
    {
      user_id: userId,
      corp_id: corpId,
      name: random.maybe(0.9, writtenName(person, random)),
      ...splitNameOf(person, random),
      ...phoneOf(person, random),
      gender: random.maybe(0.6, writtenGender(person, random)),
      // Counted some time ago, or by somebody else.
      age: random.maybe(0.6, person.age - random.pick([0, 0, 0, 1, 2])),
      ...cityOf(person, random),
      ...workOf(person, random),
    },
    random,
  );
}

/** "Some users can't display last_name/first_name". */
function splitNameOf({ given, family }: Person, random: Random) {
  const isSplit = random.chance(0.6);
  return {
    last_name: isSplit ? family.latin : null,
    first_name: isSplit ? given.latin : null,
  };
}

function phoneOf({ mobile, backupMobile }: Person, random: Random) {
  const { areaCode, national } = random.chance(0.85) ? mobile : backupMobile;
  const isKnown = random.chance(0.7);
  return {
    area_code: isKnown ? areaCode : null,
    mobile: isKnown ? (random.chance(0.06) ? 'n/a' : national) : null,
  };
}

function cityOf({ home, otherHome }: Person, random: Random) {
  return {
    city: random.maybe(0.5, random.pick([home, home, otherHome]).city.latin),
    city_raw: random.maybe(0.6, `${home.city.native} `),
    city_mobile: random.maybe(0.5, otherHome.city.latin),
  };
}

function workOf(person: Person, random: Random) {
  const profile = `https://www.example.com/in/${latinName(person).toLowerCase().replaceAll(' ', '-')}`;
  return {
    company_name: random.maybe(0.7, person.work.company),
    job_title: random.maybe(0.7, person.work.jobTitle),
    department: random.maybe(0.5, person.work.department),
    industry: random.maybe(0.5, person.work.industry),
    linkedin_url: random.maybe(0.4, random.chance(0.1) ? 'ask me' : profile),
  };
}
