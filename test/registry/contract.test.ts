import { openRegistry } from '#registry';
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
