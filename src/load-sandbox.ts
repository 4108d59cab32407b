import { ConfigError } from '#errors';
import type { DurableRegistry } from '#registry';
import type { Sandbox } from '../sandbox/index.ts';
import type * as sandbox from '../sandbox/index.ts';

export type { Sandbox };

/** The sandbox and what it is made of: loaded for those alone who ask for it. */
type SandboxModule = typeof sandbox;

/** Where `packaging/` builds it, for an installation without development packages. */
const BUILT = new URL('../dist/facet/sandbox.js', import.meta.url);

/**
 * Loads the sandbox and starts it.
 * @throws ConfigError when neither the packages that the sandbox needs are installed nor the built sandbox is there
 */
export async function startSandbox(): Promise<Sandbox> {
  const { startSandbox: start } = await loadSandbox();
  return start();
}

/** Links the sandbox's people, once for a database. */
export async function linkSandboxPeople(
  { people }: Sandbox,
  registry: DurableRegistry,
): Promise<void> {
  if ((await registry.count(null)) > 0) return;
  const accounts = people.map((person) => person.accounts);
  await registry.seed(accounts, { kind: 'LINK', actor: 'facet', evidence: 'sandbox' });
}

async function loadSandbox(): Promise<SandboxModule> {
  try {
    return await import('../sandbox/index.ts');
  } catch (error) {
    if (!isMissing(error) || !error.message.startsWith('Cannot find package ')) throw error;
    return loadBuilt();
  }
}

async function loadBuilt(): Promise<SandboxModule> {
  try {
    return await import(BUILT.href);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new ConfigError(
      'No backend is configured, and the sandbox is not installed: see "npx facet --help" for what to set, or run "npm ci" to have the sandbox.',
      { cause: error },
    );
  }
}

const isMissing = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
