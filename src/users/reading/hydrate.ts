import type { ReadLoader, Reading, Trace } from '#backends';
import type { ReportedAliases } from '#normalise';
import type { Registry } from '#registry';
import type { OrderedAccount } from './account-order.ts';
import type { LoadedAccount } from './loaded-account.ts';
import { ReadScheduler } from './read-scheduler.ts';
import type { Read } from './read-scheduler.ts';
import type { UserQueryPlan } from './query-plan.ts';
import type { BoundField } from './bound-field.ts';

export interface HydrationDeps {
  readonly loader: ReadLoader;
  readonly registry: Registry;
  readonly trace: Trace | null;
}

/**
 * Reads what a plan needs into the loaded accounts. Each response starts the calls that it makes necessary at once, so a slow
 * backend delays nothing but its own fields. Resolves when nothing more is needed.
 */
export function hydrate(
  plan: UserQueryPlan,
  loadedAccounts: readonly LoadedAccount[],
  sought: readonly BoundField[],
  deps: HydrationDeps,
): Promise<void> {
  const scheduler = new ReadScheduler(plan, loadedAccounts, sought, deps.trace);
  return new Promise((resolve, reject) => {
    let underway = 0;
    const advance = (): void => {
      for (const read of scheduler.next()) {
        underway += 1;
        readInto(read, deps).then(arrived, reject);
      }
      if (underway === 0) resolve();
    };
    const arrived = (): void => {
      underway -= 1;
      try {
        advance();
      } catch (error) {
        reject(error);
      }
    };
    advance();
  });
}

async function readInto({ loaded, operation, names }: Read, deps: HydrationDeps): Promise<void> {
  const reading = await deps.loader.load(loaded.adapter, loaded.row, operation, names);
  loaded.record(operation, reading);
  const news = newAliases(loaded, operation, reading);
  if (news) await deps.registry.recordAliases(loaded.row.id, news);
}

/** Other identifiers that a record tells are kept for look-ups, and those that it says are gone are dropped. */
export function newAliases(
  { adapter, row }: OrderedAccount,
  operation: string,
  reading: Reading,
): ReportedAliases | null {
  const aliasesOf = adapter.reads[operation]?.aliases;
  if (!aliasesOf || reading.kind !== 'found') return null;
  const reported = aliasesOf(reading.record);
  const isNew = Object.keys(reported).some(
    (scheme) => (row.aliases[scheme] ?? null) !== (reported[scheme] ?? null),
  );
  return isNew ? reported : null;
}
