import type { z } from 'zod';
import { section } from '../configuration/section.ts';
import { baseUrl, list, text } from '../configuration/setting-types.ts';
import { ATTRIBUTES } from './account.ts';

const DOCUMENTED = new Set([...Object.keys(ATTRIBUTES), 'id'].map((name) => name.toLowerCase()));

const isDynamic = (name: string): boolean =>
  /^[A-Za-z_][\w.-]{0,99}$/.test(name) && !DOCUMENTED.has(name.toLowerCase());

/** Volt MX's section of the configuration. */
export const settings = section(
  {
    VOLT_MX_URL: baseUrl('VOLT_MX_URL'),
    /** Decision of docs/vendors.md: the vendor's document lost the URL. */
    VOLT_MX_CREATE_PATH: text()
      .refine(
        (path) => path === undefined || /^\/[\x21-\x7e]*$/.test(path),
        'VOLT_MX_CREATE_PATH must be an encoded path that starts with /.',
      )
      .transform((path) => path ?? '/api/v1/audience'),
    /** What the tenant tells users apart by, and so requires of each (vendor's document, `mobileNumber` and the note on existing users). */
    VOLT_MX_RECONCILIATION_KEY: text()
      .transform((key) => key?.trim() ?? 'email')
      .refine(
        (key) => key === 'email' || key === 'mobileNumber' || isDynamic(key),
        'VOLT_MX_RECONCILIATION_KEY must be email, mobileNumber or the name of a dynamic attribute.',
      ),
    /** Dynamic attributes of the tenant, by name: each is filled from the key of `customData` of the same name. */
    VOLT_MX_ATTRIBUTES: list().refine(
      (names) => names.every(isDynamic),
      'VOLT_MX_ATTRIBUTES must be names of dynamic attributes, separated by commas; a documented one is none.',
    ),
  },
  {
    VOLT_MX_USERNAME: text().refine(
      (name) => !name?.includes(':'),
      'VOLT_MX_USERNAME must have no colon.',
    ),
    VOLT_MX_PASSWORD: text(),
  },
  {
    url: 'VOLT_MX_URL',
    needs: {
      VOLT_MX_USERNAME: 'the user of its basic authentication',
      VOLT_MX_PASSWORD: 'the password of its basic authentication',
    },
  },
);

export type Settings = z.output<typeof settings>;
