import { keyHashOf, newKey } from '#access';
import { say } from './report.ts';

/** The one moment at which the key is seen. */
export function printNewKey(): void {
  const key = newKey();
  say(`key:     ${key}`);
  say(`keyHash: ${keyHashOf(key)}`);
}
