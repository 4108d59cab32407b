import { z } from 'zod';
import { baseUrl, headerText, neededWith } from '../settings.ts';

/** The Haptik User API's section of the configuration. Its staging is `https://staging-messenger.haptikapi.com`. */
export const settings = z
  .object({
    HAPTIK_URL: baseUrl('HAPTIK_URL'),
    HAPTIK_TOKEN: headerText('HAPTIK_TOKEN'),
    HAPTIK_CLIENT_ID: headerText('HAPTIK_CLIENT_ID'),
  })
  .superRefine(
    neededWith('HAPTIK_URL', {
      HAPTIK_TOKEN: 'the token that Haptik provides',
      HAPTIK_CLIENT_ID: 'the client id that Haptik provides',
    }),
  );

export type Settings = z.output<typeof settings>;
