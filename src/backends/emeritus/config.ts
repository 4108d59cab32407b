import { z } from 'zod';
import { baseUrl, headerText, list, neededWith, text } from '../settings.ts';

/** Emeritus' section of the configuration. */
export const settings = z
  .object({
    EMERITUS_URL: baseUrl('EMERITUS_URL'),
    EMERITUS_TOKEN: headerText('EMERITUS_TOKEN'),
    EMERITUS_APP_ID: headerText('EMERITUS_APP_ID'),
    /** The corporation of every call that names none. */
    EMERITUS_CORP_ID: text(),
    /** Other corporations that callers may name. */
    EMERITUS_CORP_IDS: list(),
    /** Codes of the answer's envelope that mean "no such user"; the vendor documents none. */
    EMERITUS_NOT_FOUND_CODES: list(),
  })
  .superRefine(
    neededWith('EMERITUS_URL', {
      EMERITUS_TOKEN: 'the access token',
      EMERITUS_APP_ID: 'the application id',
    }),
  );

export type Settings = z.output<typeof settings>;
