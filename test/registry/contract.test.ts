import { openRegistry } from '../../src/registry/open.ts';
import { registryContract } from './contract.ts';
import { databases } from './databases.ts';

for (const { name, newUrl } of databases()) {
  registryContract(name, async () => openRegistry(await newUrl()));
}
