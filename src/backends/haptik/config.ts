import type { z } from 'zod';
import { section } from '../configuration/section.ts';
import { baseUrl, headerText } from '../configuration/setting-types.ts';

/** The Haptik User API's section of the configuration. Its staging is `https://staging-messenger.haptikapi.com`. */
export const settings = section(
  {
    HAPTIK_URL: baseUrl('HAPTIK_URL'),
    HAPTIK_CLIENT_ID: headerText('HAPTIK_CLIENT_ID'),
  },
  { HAPTIK_TOKEN: headerText('HAPTIK_TOKEN') },
  {
    url: 'HAPTIK_URL',
    needs: {
      HAPTIK_TOKEN: 'the token that Haptik provides',
      HAPTIK_CLIENT_ID: 'the client id that Haptik provides',
    },
  },
);

export type Settings = z.output<typeof settings>;
