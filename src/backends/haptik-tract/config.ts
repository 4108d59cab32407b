import type { z } from 'zod';
import { section } from '../configuration/section.ts';
import { baseUrl, headerText, text } from '../configuration/setting-types.ts';

const isHook = (value: string): boolean => {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === '';
};

/** TRACT's section of the configuration. */
export const settings = section(
  {
    HAPTIK_TRACT_URL: baseUrl('HAPTIK_TRACT_URL'),
    /** The create-user hook that the external chat tool registered: a whole URL, at any host. */
    HAPTIK_TRACT_CREATE_USER_HOOK: text().refine(
      (url) => url === undefined || isHook(url),
      'HAPTIK_TRACT_CREATE_USER_HOOK must be a whole http or https URL without credentials.',
    ),
  },
  {
    /** Optional: the vendor's document names no token, the vendor's site says that one is issued. */
    HAPTIK_TRACT_TOKEN: headerText('HAPTIK_TRACT_TOKEN'),
    /** Signs the calls of Haptik to our own hook; without it there is none. */
    HAPTIK_HOOK_SECRET: text(),
  },
  {
    url: 'HAPTIK_TRACT_URL',
    alone: ['HAPTIK_TRACT_CREATE_USER_HOOK', 'HAPTIK_HOOK_SECRET'],
  },
);

export type Settings = z.output<typeof settings>;
