import { fileOf, namesPostgres } from './open-registry.ts';
import type { RegistryState } from './registry-state.ts';
import { inspectSqlite } from './sqlite/open.ts';

export type { RegistryState };

/**
 * Says how far the tables that `DATABASE_URL` names are from those of this version. It makes and changes nothing. `null`:
 * there are none yet, and the first start makes them.
 * @throws ConfigError when what is there cannot be used, or the file that was there at the last start is gone
 */
export async function inspectRegistry(databaseUrl: string): Promise<RegistryState | null> {
  const file = fileOf(databaseUrl);
  if (file !== undefined) return inspectSqlite(file);
  if (!namesPostgres(databaseUrl)) return null;
  const { inspectPostgresRegistry } = await import('./postgres/open.ts');
  const state = await inspectPostgresRegistry(databaseUrl);
  return state && { ...state, isPartialCopy: false };
}
