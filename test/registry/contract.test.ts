import { KEY_BYTES, openRegistry, registryKey } from '#registry';
import { advanceContract } from './advance-contract.ts';
import { auditContract } from './audit-contract.ts';
import { bindingsContract } from './bindings-contract.ts';
import { conflictsContract } from './conflicts-contract.ts';
import { registryContract } from './contract.ts';
import { databases } from './databases.ts';
import { operationsContract } from './operations-contract.ts';

for (const { name, newRegistryUrl } of databases()) {
  registryContract(name, async () => openRegistry(await newRegistryUrl()));
  operationsContract(name, async () => openRegistry(await newRegistryUrl()));
  bindingsContract(name, async () => openRegistry(await newRegistryUrl()));
  auditContract(name, async () => openRegistry(await newRegistryUrl()));
  conflictsContract(name, async () => openRegistry(await newRegistryUrl()));
  advanceContract(name, async () => openRegistry(await newRegistryUrl()));
}

// Once is enough: what is encrypted is the same text in every database.
const [sqlite] = databases();
const KEYS = [registryKey(Buffer.alloc(KEY_BYTES, 7))];
const openUnderKey = async () =>
  openRegistry((await sqlite?.newRegistryUrl()) ?? '', undefined, undefined, KEYS);
registryContract('SQLite under a key', openUnderKey);
operationsContract('SQLite under a key', openUnderKey);
advanceContract('SQLite under a key', openUnderKey);
conflictsContract('SQLite under a key', openUnderKey);
