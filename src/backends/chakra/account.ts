import { gender, flag, json, text, recordTime, timezone, url } from '#normalise';
import type { AccountFields } from '../backend.ts';
import { fieldsOf } from '../account-fields.ts';
import type { Settings } from './config.ts';
import { emails, phones } from './contact.ts';
import { chakraIds } from './id.ts';
import { dayOfBirth, timeOfDeletion, unitHint } from './times.ts';

const field = fieldsOf('user');

/** Chakra's user as an account: ours on the left, theirs on the right. Source: the vendor's document. */
export const accountFields = (unit: Settings['CHAKRA_EPOCH_UNIT']): AccountFields => ({
  username: field('username', text),
  firstName: field('firstName', text),
  middleName: field('middleName', text),
  lastName: field('lastName', text),
  displayName: field('displayName', text),
  gender: field('gender', gender),
  birthDate: field('dob', dayOfBirth(unit), { hint: unitHint(unit) }),
  bio: field('bio', text),
  profileImageUrl: field('profileImageUrl', url),
  coverImageUrl: field('coverImageUrl', url),
  timezone: field('timezone', timezone),
  active: field('isActive', flag),
  deleted: field('isDeleted', flag),
  deletedAt: field('deletedAt', timeOfDeletion(unit), { hint: unitHint(unit) }),
  availabilityStatus: field('availabilityStatus', text),
  team: field('team', text),
  role: field('role', text),
  emails: field(['emails', 'primaryEmail'], emails(unit), {
    kind: 'contactPoints',
    partHint: unitHint(unit),
  }),
  phones: field(['phones', 'primaryPhone'], phones, { kind: 'contactPoints' }),
  reportees: field('reportees', chakraIds, { kind: 'accountReferences' }),
  data: field('data', json),
  onboardingData: field('onboardingData', json),
  profile: field('profile', json),
  createdAt: field('createdAt', recordTime(unit), { hint: unitHint(unit) }),
  updatedAt: field('updatedAt', recordTime(unit), { hint: unitHint(unit) }),
});
