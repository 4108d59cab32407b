import type { chakraUser, emeritusEmail, emeritusProfile, tractUser } from './documents.ts';
import type { Person } from './people.ts';

/** A person as the aggregator knows them: with the id that Facet gave out. */
export type Known = Person & { readonly id: string };

export type Tract = ReturnType<typeof tractUser>;
export type Chakra = ReturnType<typeof chakraUser>['_data'];
export type Profile = ReturnType<typeof emeritusProfile>['data'];
export type ContactEmail = ReturnType<typeof emeritusEmail>['data'];

/** The first scenario's user, merged as somebody does who knows its fields and sources by heart. */
export function wholeUser(
  { id, written }: Known,
  tract: Tract,
  chakra: Chakra,
  profile: Profile,
  contact: ContactEmail,
) {
  const { HAPTIK: haptik, VOLT_MX: volt, EMERITUS: owned } = written;
  const emails = emailsOf(chakra, contact, haptik['email'], volt['email']);
  return {
    id,
    displayName: chakra.displayName ?? profile.name,
    givenName: chakra.firstName ?? profile.first_name,
    familyName: chakra.lastName ?? profile.last_name,
    username: chakra.username,
    email: emails[0]?.address ?? null,
    emails,
    gender: chakra.gender.toUpperCase(),
    birthDate: instant(chakra.dob).slice(0, 10),
    age: profile.age,
    bio: chakra.bio,
    avatarUrl: chakra.profileImageUrl,
    timezone: chakra.timezone,
    language: haptik['language_code'],
    availability: chakra.availabilityStatus,
    active: chakra.isActive,
    location: {
      city: profile.city ?? profile.city_raw,
      state: volt['state'],
      country: 'IN',
      countryName: volt['country'],
    },
    employment: {
      company: profile.company_name,
      jobTitle: profile.job_title,
      department: profile.department,
      team: chakra.team,
      role: chakra.role,
    },
    device: {
      platform: tract.device_platform.toUpperCase(),
      model: haptik['phone_model'],
      osVersion: haptik['os_version'],
    },
    subscriptions: { email: volt['emailSubscription'], sms: volt['smsSubscription'] },
    owners: owned['owner_id'],
    pool: owned['pool'],
    customData: haptik['custom_data'],
    lastActiveAt: volt['lastActiveDate'],
    createdAt: instant(chakra.createdAt),
    updatedAt: instant(chakra.updatedAt),
  };
}

/** A user of the second scenario's list. */
export function listedUser(id: string, chakra: Chakra, profile: Profile, reportees: unknown) {
  return {
    id,
    displayName: chakra.displayName ?? profile.name,
    email: chakra.emails[0]?.email ?? null,
    gender: chakra.gender.toUpperCase(),
    birthDate: instant(chakra.dob).slice(0, 10),
    timezone: chakra.timezone,
    employment: {
      company: profile.company_name,
      jobTitle: profile.job_title,
      team: chakra.team,
    },
    reportees,
  };
}

/** One who reports to a user of the list. */
export const reportee = (id: string, chakra: Chakra) => ({
  id,
  displayName: chakra.displayName,
  username: chakra.username,
  avatarUrl: chakra.profileImageUrl,
});

function emailsOf({ emails }: Chakra, contact: ContactEmail, haptik: unknown, volt: unknown) {
  return [
    ...emails.map(({ email, type, isVerified }) => ({
      address: email,
      kind: type,
      verified: isVerified,
      source: 'CHAKRA',
    })),
    ...contact.value.map((address) => plain(address, 'EMERITUS')),
    plain(haptik, 'HAPTIK'),
    plain(volt, 'VOLT_MX'),
  ];
}

const plain = (address: unknown, source: string) => ({
  address,
  kind: null,
  verified: null,
  source,
});

const instant = (epoch: number): string => new Date(epoch).toISOString();
