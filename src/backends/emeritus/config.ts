import type { z } from 'zod';
import { section } from '../configuration/section.ts';
import { baseUrl, headerText, list, text } from '../configuration/setting-types.ts';

/** Emeritus' section of the configuration. */
export const settings = section(
  {
    EMERITUS_URL: baseUrl('EMERITUS_URL'),
    EMERITUS_APP_ID: headerText('EMERITUS_APP_ID'),
    /** The corporation of every call that names none. */
    EMERITUS_CORP_ID: text(),
    /** Other corporations that callers may name. */
    EMERITUS_CORP_IDS: list(),
    /** Codes of the answer's envelope that mean "no such user"; the vendor documents none. */
    EMERITUS_NOT_FOUND_CODES: list(),
    /** Codes of the answer's envelope that mean that the access token is not valid, or not any more. */
    EMERITUS_UNAUTHORIZED_CODES: list(),
  },
  { EMERITUS_TOKEN: headerText('EMERITUS_TOKEN') },
  {
    url: 'EMERITUS_URL',
    needs: {
      EMERITUS_TOKEN: 'the access token',
      EMERITUS_APP_ID: 'the application id',
    },
    // By these, accounts that the registry knows are found without a call.
    alone: ['EMERITUS_CORP_ID', 'EMERITUS_CORP_IDS'],
  },
);

export type Settings = z.output<typeof settings>;
