import type { z } from 'zod';
import { section } from '../configuration/section.ts';
import { baseUrl, choice, headerText } from '../configuration/setting-types.ts';

/** Chakra's section of the configuration. Its public base URL is `https://api.chakrahq.com`. */
export const settings = section(
  {
    CHAKRA_URL: baseUrl('CHAKRA_URL'),
    /** Decision (the vendor's document says only "integer"): times count milliseconds. */
    CHAKRA_EPOCH_UNIT: choice('CHAKRA_EPOCH_UNIT', ['ms', 's']),
  },
  { CHAKRA_TOKEN: headerText('CHAKRA_TOKEN') },
  { url: 'CHAKRA_URL', needs: { CHAKRA_TOKEN: 'the API key' } },
);

export type Settings = z.output<typeof settings>;
