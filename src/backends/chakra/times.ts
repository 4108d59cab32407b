import { INVALID, flag, birthDate, recordTime } from '#normalise';
import type { Normaliser } from '#normalise';
import type { AccountField } from '../backend.ts';
import type { Settings } from './config.ts';

type Unit = Settings['CHAKRA_EPOCH_UNIT'];

/** What is told with a time that means nothing: most likely all are counted in the other unit. */
export const unitHint = (unit: Unit): string =>
  `CHAKRA_EPOCH_UNIT says that its times count ${unit === 's' ? 'seconds' : 'milliseconds'} since 1970: ` +
  'see whether it is right.';

/**
 * Every birth of the last 130 years, counted in seconds and taken for milliseconds, lies within this distance of 1970:
 * among dates it would look like any other.
 */
const NEAR_1970_DAYS = Math.floor((130 * 366 * 86_400) / 86_400_000);
const [FIRST = '', LAST = ''] = [-NEAR_1970_DAYS, NEAR_1970_DAYS].map((day) =>
  new Date(day * 86_400_000).toISOString().slice(0, 10),
);

/** The day of birth. One right beside 1970 is believed only when the record's other times are plausible in this unit. */
export const dayOfBirth = (unit: Unit): AccountField<string>['normalise'] => {
  const date = birthDate(unit);
  const time = recordTime(unit);
  return (raw, { createdAt, updatedAt }) => {
    const born = date(raw);
    const isNear = unit === 'ms' && typeof born === 'string' && born >= FIRST && born <= LAST;
    if (!isNear) return born;
    const isUnitRight = [createdAt, updatedAt].some((other) => typeof time(other) === 'string');
    return isUnitRight ? born : INVALID;
  };
};

/** When a record was deleted. One that is not deleted (any more) may still hold the time of an earlier deletion. */
export const timeOfDeletion = (unit: Unit): AccountField<string>['normalise'] => {
  const time: Normaliser<string> = recordTime(unit);
  return (raw, { isDeleted }) => (flag(isDeleted) === false ? null : time(raw));
};
