import type { Environment } from '#backends';
import { readConfig } from '#config';
import { backUpRegistry, restoreRegistry } from '#registry';
import type { RegistryFacts } from '#registry';
import { inOneLine } from './registry-command.ts';
import { say } from './report.ts';

/** Writes the registry into a file, beside running Facets. The exit code is 1 when there is no backup then. */
export async function backUp(environment: Environment, target: string): Promise<number> {
  return inOneLine('There is no backup.', async () => {
    const facts = await backUpRegistry(readConfig(environment).databaseUrl, target);
    say(`The backup is written and whole: ${described(facts)}.`);
    return 0;
  });
}

/** Puts a backup in the place of a registry that is gone. The exit code is 1 when nothing was changed. */
export async function restore(environment: Environment, backup: string): Promise<number> {
  return inOneLine('Nothing was changed.', async () => {
    const facts = await restoreRegistry(readConfig(environment).databaseUrl, backup);
    say(`The registry is restored: ${described(facts)}.`);
    if (facts.open > 0) say(OPEN);
    return 0;
  });
}

const described = ({ users, open, bytes }: RegistryFacts): string =>
  `${users} users, ${open} open writes, ${bytes} bytes`;

const OPEN =
  'A start finishes the open writes, also those that were done since the backup: see "npx facet operations --open", and ' +
  'give up what is not to be sent again.';
