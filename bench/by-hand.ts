import {
  COUNTRIES,
  GENDERS,
  PLATFORMS,
  address,
  date,
  firstText,
  instant,
  instantOf,
  oneOf,
  text,
  url,
  zone,
} from './normalised.ts';
import type { Person } from './people.ts';
import type { Chakra, ContactEmail, Profile, Tract } from './vendor-answers.ts';

/** A person as the aggregator knows them: with the id that Facet gave out. */
export type Known = Person & { readonly id: string };

/** What the backends say of a person; `null` where one failed. */
export interface Answers {
  readonly tract: Tract | null;
  readonly chakra: Chakra | null;
  readonly profile: Profile | null;
  readonly contact: ContactEmail | null;
}

/** The first scenario's user, merged as somebody does who knows its fields and sources by heart. */
export function wholeUser({ id, written }: Known, answers: Answers) {
  const { HAPTIK: haptik, VOLT_MX: volt, EMERITUS: owned } = written;
  const { tract, chakra, profile } = answers;
  const emails = emailsOf(answers, written);
  return {
    id,
    displayName: firstText(chakra?.displayName, profile?.name),
    givenName: firstText(chakra?.firstName, profile?.first_name),
    familyName: firstText(chakra?.lastName, profile?.last_name),
    username: text(chakra?.username),
    email: emails[0]?.address ?? null,
    emails,
    gender: oneOf(GENDERS, chakra?.gender),
    birthDate: date(chakra?.dob),
    age: profile?.age ?? null,
    bio: text(chakra?.bio),
    avatarUrl: url(chakra?.profileImageUrl),
    timezone: zone(chakra?.timezone),
    language: haptik.language_code,
    availability: text(chakra?.availabilityStatus),
    active: chakra?.isActive ?? null,
    location: {
      city: firstText(profile?.city, profile?.city_raw),
      state: volt.state,
      country: COUNTRIES.get(volt.country) ?? null,
      countryName: volt.country,
    },
    employment: {
      company: text(profile?.company_name),
      jobTitle: text(profile?.job_title),
      department: text(profile?.department),
      team: text(chakra?.team),
      role: text(chakra?.role),
    },
    device: {
      platform: oneOf(PLATFORMS, tract?.device_platform),
      model: haptik.phone_model,
      osVersion: haptik.os_version,
    },
    subscriptions: { email: volt.emailSubscription, sms: volt.smsSubscription },
    owners: owned.owner_id,
    pool: owned.pool,
    customData: haptik.custom_data,
    lastActiveAt: instantOf(volt.lastActiveDate),
    createdAt: instant(chakra?.createdAt),
    updatedAt: instant(chakra?.updatedAt),
  };
}

/** A user of the second scenario's list. */
export function listedUser(
  id: string,
  chakra: Chakra | null,
  profile: Profile | null,
  reportees: unknown,
) {
  return {
    id,
    displayName: firstText(chakra?.displayName, profile?.name),
    email: chakra?.emails.map(({ email }) => address(email)).find((one) => one !== null) ?? null,
    gender: oneOf(GENDERS, chakra?.gender),
    birthDate: date(chakra?.dob),
    timezone: zone(chakra?.timezone),
    employment: {
      company: text(profile?.company_name),
      jobTitle: text(profile?.job_title),
      team: text(chakra?.team),
    },
    reportees,
  };
}

/** One who reports to a user of the list. */
export const reportee = (id: string, chakra: Chakra | null) => ({
  id,
  displayName: text(chakra?.displayName),
  username: text(chakra?.username),
  avatarUrl: url(chakra?.profileImageUrl),
});

type Said = string | null | undefined;

interface Email {
  readonly address: string;
  readonly kind: string | null;
  readonly verified: boolean | null;
  readonly source: string;
}

/** Each address once, by the best source. */
function emailsOf({ chakra, contact }: Answers, written: Known['written']): readonly Email[] {
  const emails = new Map<string, Email>();
  const add = (said: Said, source: string, kind: Said = null, verified: boolean | null = null) => {
    const found = address(said);
    if (found === null || emails.has(found)) return;
    emails.set(found, { address: found, kind: text(kind), verified, source });
  };
  for (const { email, type, isVerified } of chakra?.emails ?? []) {
    add(email, 'CHAKRA', type, isVerified ?? null);
  }
  for (const email of contact?.value ?? []) add(email, 'EMERITUS');
  add(written.HAPTIK.email, 'HAPTIK');
  add(written.VOLT_MX.email, 'VOLT_MX');
  return [...emails.values()];
}
