/** Links accounts c-0, c-1 … in the registry at the URL `argv[2]` until it is killed, and prints each one's ref when acknowledged. */
import { writeSync } from 'node:fs';
import { openRegistry } from '#registry';

const registry = await openRegistry(process.argv[2] ?? '');
for (let n = 0; ; n += 1) {
  const account = { backend: 'CHAKRA', scope: '', ref: `c-${n}`, written: { n } } as const;
  await registry.link(null, account, { kind: 'CREATE', actor: 'facet', evidence: 'createUser' });
  writeSync(process.stdout.fd, `${account.ref}\n`);
}
