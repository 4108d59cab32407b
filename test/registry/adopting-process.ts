/** Opens the registry at the URL `argv[2]` when told to, adopts the accounts c-0, c-1 … and prints the users' ids in that order. */
import { once } from 'node:events';
import { usersOf, openRegistry } from '#registry';

const [, , url = '', accounts = ''] = process.argv;
process.stdout.write('ready\n');
await once(process.stdin, 'data');

const registry = await openRegistry(url);
const ids = [];
for (let n = 0; n < Number(accounts); n += 1) {
  const account = { backend: 'CHAKRA', scope: '', ref: `c-${n}` } as const;
  const users = await registry.adopt([account], {
    kind: 'ADOPT',
    actor: 'facet',
    evidence: 'lookup',
  });
  ids.push(usersOf(users, { by: 'key', ...account })[0]?.id);
}
await registry.close();
process.stdout.write(JSON.stringify(ids));
process.stdin.destroy();
