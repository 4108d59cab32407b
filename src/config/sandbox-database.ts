import { resolve } from 'node:path';
import { ConfigError } from '#errors';

const SQLITE = 'sqlite:';
const SANDBOX_FILE = 'data/sandbox.db';

/** The sandbox's people are made up: they get a registry of their own, so that they never mix with real ones. */
export const usualDatabase = (isSandbox: boolean): string =>
  SQLITE + (isSandbox ? SANDBOX_FILE : 'data/facet.db');

/**
 * What was named is for real people: the sandbox neither fills it nor finishes what was begun in it.
 * @throws ConfigError
 */
export function refuseNamedDatabase(url: string | undefined, SANDBOX: string | undefined): void {
  if (url === undefined || isSandboxDatabase(url)) return;
  throw new ConfigError(
    SANDBOX === '1'
      ? 'DATABASE_URL must not be set with SANDBOX=1: the sandbox keeps its people in a database of its own.'
      : 'DATABASE_URL is set and no backend is: set the URLs of your backends; or unset DATABASE_URL to run the ' +
          'sandbox in a database of its own; or set SANDBOX=0 to start without any.',
  );
}

const isSandboxDatabase = (url: string): boolean =>
  url.startsWith(SQLITE) && resolve(url.slice(SQLITE.length)) === resolve(SANDBOX_FILE);
