import { randomBytes } from 'node:crypto';
import { KEY_BYTES, registryKey } from '#registry';
import { complain, say } from './report.ts';

/** On the standard output stream the key alone, so that it can be sent to a file. */
export function printNewRegistryKey(): void {
  const bytes = randomBytes(KEY_BYTES);
  say(bytes.toString('hex'));
  complain(
    `Key ${registryKey(bytes).id}: keep it in a file of its own, and REGISTRY_KEY_FILE at that file.`,
  );
}
