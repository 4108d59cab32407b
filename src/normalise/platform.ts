import type { DevicePlatform } from '../schema.generated.ts';
import type { Normaliser } from './normalised.ts';
import { folded, ofText } from './text.ts';

/** The platforms' numbers and names as the one backend that tells them has them (`backends.md`, `device_platform`). */
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
  (text): DevicePlatform =>
    text.length > LONGEST ? 'OTHER' : (PLATFORMS.get(folded(text)) ?? 'OTHER'),
  Infinity,
);

/** A device platform by number, digits or name in any case; one that is not in the table is `OTHER`. */
export const devicePlatform: Normaliser<DevicePlatform> = (raw) =>
  platformText(typeof raw === 'number' ? String(raw) : raw);
