import { z } from 'zod';
import { baseUrl, choice, headerText, neededWith } from '../settings.ts';

/** Chakra's section of the configuration. Its public base URL is `https://api.chakrahq.com`. */
export const settings = z
  .object({
    CHAKRA_URL: baseUrl('CHAKRA_URL'),
    CHAKRA_TOKEN: headerText('CHAKRA_TOKEN'),
    /** Decision (the seed `002_ec78ee51d7032f74.txt` says only "integer"): times count milliseconds. */
    CHAKRA_EPOCH_UNIT: choice('CHAKRA_EPOCH_UNIT', ['ms', 's']),
  })
  .superRefine(neededWith('CHAKRA_URL', { CHAKRA_TOKEN: 'the API key' }));

export type Settings = z.output<typeof settings>;
