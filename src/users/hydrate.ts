import type { ReadLoader, Reading } from '../backends/loaders.ts';
import type { Registry } from '../registry/registry.ts';
import type { AccountView } from './account-view.ts';
import { Search } from './next-reads.ts';
import type { Read } from './next-reads.ts';
import type { UserPlan } from './plan.ts';
import type { SoughtField } from './source.ts';

export interface HydrationSources {
  readonly loader: ReadLoader;
  readonly registry: Registry;
}

/**
 * Reads what a plan needs into the views. Each answer starts the calls that it makes necessary at once, so a slow
 * backend delays nothing but its own fields. Resolves when nothing more is needed.
 */
export async function hydrate(
  plan: UserPlan,
  views: readonly AccountView[],
  sought: readonly SoughtField[],
  sources: HydrationSources,
): Promise<void> {
  const search = new Search(plan, views, sought);
  const advance = async (): Promise<void> => {
    await Promise.all(
      search.next().map(async (read) => {
        await readInto(read, sources);
        await advance();
      }),
    );
  };
  await advance();
}

async function readInto(
  { view, operation, names }: Read,
  sources: HydrationSources,
): Promise<void> {
  const reading = await sources.loader.load(view.adapter, view.row, operation, names);
  view.keep(operation, reading);
  await learnAliases(view, operation, reading, sources.registry);
}

/** Other identifiers that a record tells are kept for look-ups, and those that it says are gone are dropped. */
async function learnAliases(
  { adapter, row }: AccountView,
  operation: string,
  reading: Reading,
  registry: Registry,
): Promise<void> {
  const aliasesOf = adapter.reads[operation]?.aliases;
  if (!aliasesOf || reading.kind !== 'found') return;
  const told = Object.entries(aliasesOf(reading.record));
  if (told.some(([scheme, value]) => (row.aliases[scheme] ?? null) !== value)) {
    await registry.recordAliases(row.id, Object.fromEntries(told));
  }
}
