import type { DevicePlatform } from '#schema';
import type { Normaliser } from './normalised.ts';
import { digitsOf } from './scalar.ts';
import { folded, isLonger, ofText } from './text.ts';

/** The platforms' numbers and names as the one backend that tells them has them (docs/vendors.md, `device_platform`). */
const PLATFORMS: ReadonlyMap<string, DevicePlatform> = new Map([
  ['2', 'ANDROID'],
  ['3', 'FACEBOOK'],
  ['5', 'WEB_SDK'],
  ['6', 'IOS'],
  ['13', 'WEBHOOK'],
  ['14', 'WHATSAPP'],
  ['android', 'ANDROID'],
  ['facebook', 'FACEBOOK'],
  ['websdk', 'WEB_SDK'],
  ['ios', 'IOS'],
  ['webhook', 'WEBHOOK'],
  ['whatsapp', 'WHATSAPP'],
]);

/** Longer than any name of the table. */
const LONGEST = 64;

const platformText = ofText(
  (name): DevicePlatform => PLATFORMS.get(folded(name)) ?? 'OTHER',
  LONGEST,
);

/** A device platform by number, digits or name in any case; one that is not in the table is `OTHER`. */
export const devicePlatform: Normaliser<DevicePlatform> = (raw) =>
  isLonger(raw, LONGEST) ? 'OTHER' : platformText(digitsOf(raw));
