import { chakra } from './chakra/index.ts';
import { emeritus } from './emeritus/index.ts';
import { haptik } from './haptik/index.ts';
import { haptikTract } from './haptik-tract/index.ts';
import type { Vendor } from './vendor.ts';
import { voltMx } from './volt-mx/index.ts';

/** The sandbox's backends, in the order of the `Backend` enum. */
export const vendors: readonly Vendor[] = [haptikTract, haptik, chakra, voltMx, emeritus];
