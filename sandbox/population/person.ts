import { type Culture, cultures, type Name, type Place } from './cultures.ts';
import { type Random, randomOf } from './random.ts';

/** What is true of a made-up person; each backend's records tell it in their own way, not always rightly. */
export interface Person {
  /** From 1; number 1 is the showcase of the README and of GraphiQL's examples. */
  readonly number: number;
  readonly culture: Culture;
  readonly given: Name;
  readonly middle: Name | null;
  readonly family: Name;
  readonly gender: Gender;
  /** Midnight UTC of the day of birth, in epoch milliseconds. */
  readonly bornAt: number;
  /** Completed years on the population's day. */
  readonly age: number;
  readonly email: string;
  readonly workEmail: string;
  readonly mobile: Mobile;
  readonly backupMobile: Mobile;
  readonly home: Place;
  readonly otherHome: Place;
  readonly work: Work;
}

type Gender = 'female' | 'male' | 'neither';

export interface Mobile {
  /** The calling code without its plus sign. */
  readonly areaCode: string;
  readonly national: string;
}

interface Work {
  readonly company: string;
  readonly jobTitle: string;
  readonly department: string;
  readonly industry: string;
  readonly team: string;
  readonly role: string;
}

const DAY = 86_400_000;
const YEAR = 365.2425 * DAY;

/** The day on which the population was made up, so that it does not change from one start to the next. */
export const TODAY = Date.UTC(2025, 5, 15);

/** The person with this number: the same for the same seed, whoever else there is. */
export function personOf(number: number, seed: number): Person {
  const random = randomOf(seed, 'person', number);
  const culture = number === 1 ? cultures[0] : random.pick(cultures);
  const gender = genderOf(number, random);
  const given = firstName(number, culture, gender, random);
  const family = number === 1 ? culture.families[0] : random.pick(culture.families);
  const bornAt = Math.floor((TODAY - random.between(18, 78) * YEAR) / DAY) * DAY;
  const mailbox = mailboxOf(given, family, number);
  return {
    number,
    culture,
    given,
    middle: random.chance(0.2) ? random.pick(culture.men) : null,
    family,
    gender,
    bornAt,
    age: Math.floor((TODAY - bornAt) / YEAR),
    email: `${mailbox}@example.com`,
    workEmail: `${mailbox}@work.example.org`,
    mobile: { areaCode: culture.areaCode, national: culture.mobile(number) },
    backupMobile: { areaCode: culture.areaCode, national: culture.mobile(number + 5000) },
    home: number === 1 ? culture.places[0] : random.pick(culture.places),
    otherHome: random.pick(culture.places),
    work: workOf(random),
  };
}

function genderOf(number: number, random: Random): Gender {
  if (number === 1) return 'female';
  return random.chance(0.06) ? 'neither' : random.pick(['female', 'male']);
}

function firstName(number: number, culture: Culture, gender: Gender, random: Random): Name {
  if (number === 1) return culture.women[0];
  if (gender === 'neither') return random.pick([...culture.women, ...culture.men]);
  return random.pick(gender === 'female' ? culture.women : culture.men);
}

/** `latha.ganesh`, and from the second person on with the number, so that no two people share an address. */
function mailboxOf(given: Name, family: Name, number: number): string {
  const mailbox = `${given.latin}.${family.latin}`.toLowerCase().replaceAll(/[^a-z.]/g, '');
  return number === 1 ? mailbox : `${mailbox}${number}`;
}

function workOf(random: Random): Work {
  return {
    company: random.pick([
      'Example Analytics',
      'Beispiel GmbH',
      'Ejemplo S.A.',
      '示例科技',
      'Exemple & Fils',
    ]),
    jobTitle: random.pick([
      'Engineer',
      'Senior Analyst',
      'Nurse',
      'Teacher',
      'Account Executive',
      'Geologist',
    ]),
    department: random.pick(['Research', 'Sales', 'Operations', 'People', 'Finance']),
    industry: random.pick(['Software', 'Education', 'Health', 'Mining', 'Retail']),
    team: random.pick(['Aurora', 'Borealis', 'Cumulus', 'Delta', 'Ember']),
    role: random.pick(['agent', 'supervisor', 'admin', 'viewer']),
  };
}
