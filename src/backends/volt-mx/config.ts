import type { z } from 'zod';
import { section } from '../section.ts';
import { baseUrl, neededWith, text } from '../settings.ts';

/** Volt MX's section of the configuration. */
export const settings = section(
  {
    VOLT_MX_URL: baseUrl('VOLT_MX_URL'),
    /** Decision of `backends.md`: the seed `003_e00e25ef7c265aa9.txt` lost the URL. */
    VOLT_MX_CREATE_PATH: text()
      .refine(
        (path) => path === undefined || /^\/[\x21-\x7e]*$/.test(path),
        'VOLT_MX_CREATE_PATH must be an encoded path that starts with /.',
      )
      .transform((path) => path ?? '/api/v1/audience'),
  },
  {
    VOLT_MX_USERNAME: text().refine(
      (name) => !name?.includes(':'),
      'VOLT_MX_USERNAME must have no colon.',
    ),
    VOLT_MX_PASSWORD: text(),
  },
  neededWith('VOLT_MX_URL', {
    VOLT_MX_USERNAME: 'the user of its basic authentication',
    VOLT_MX_PASSWORD: 'the password of its basic authentication',
  }),
);

export type Settings = z.output<typeof settings>;
