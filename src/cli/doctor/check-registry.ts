import { bindingOf } from '#config';
import type { Config } from '#config';
import { inspectRegistry, sentencesOf } from '#registry';
import type { BoundRegistry, RegistryState } from '#registry';
import { openRegistryOf } from '#users';
import { startProblem } from '../start-problem.ts';
import { check } from './check.ts';
import type { Check } from './check.ts';

const found = check('registry');

/** What was found of the registry, and the registry itself where it can be used as it is. */
export interface ExaminedRegistry {
  readonly checks: readonly Check[];
  readonly registry: BoundRegistry | null;
}

/**
 * Looks whether the registry is there, of this version, writable, and of these backends. It makes no tables and changes
 * none: what a start would do is for a start.
 */
export async function examineRegistry(config: Config): Promise<ExaminedRegistry> {
  try {
    const state = await inspectRegistry(config.databaseUrl);
    const tables = tablesCheck(state);
    if (state === null || tables.status !== 'ok') return { checks: [tables], registry: null };
    const registry = await openRegistryOf(config);
    const checks = [tables, await writableCheck(registry), await bindingCheck(config, registry)];
    return { checks, registry };
  } catch (error) {
    const reason = startProblem(error);
    if (reason === null) throw error;
    return { checks: [found('database', 'problem', reason)], registry: null };
  }
}

function tablesCheck(state: RegistryState | null): Check {
  if (state === null) {
    return found('tables', 'untried', 'There is none yet: the first start makes it.');
  }
  const { pending, unknown, isPartialCopy } = state;
  if (isPartialCopy) {
    return found(
      'file',
      'problem',
      'It was copied while it was in use, and without its log (-wal): what was written last is missing.',
      'Restore both files, or one that "npx facet backup" made.',
    );
  }
  if (unknown.length > 0) {
    return found(
      'tables',
      'problem',
      `A later version of Facet has changed its tables (${unknown.join(', ')}).`,
      'Start that version or a later one; or restore a backup of before.',
    );
  }
  if (pending.length === 0) return found('tables', 'ok', 'Its tables are those of this version.');
  return found(
    'tables',
    'warning',
    `The next start of this version changes its tables (${pending.join(', ')}).`,
    'Make a backup first: the former version cannot use them afterwards.',
  );
}

async function writableCheck(registry: BoundRegistry): Promise<Check> {
  try {
    await registry.ready();
    return found('write', 'ok', 'It can be written to.');
  } catch (error) {
    const reason = startProblem(error);
    if (reason === null) throw error;
    const advice =
      'Look whether the disk is full, the file or the server read-only, or a lock held.';
    return found('write', 'problem', `It cannot be written to. ${reason}`, advice);
  }
}

async function bindingCheck(config: Config, registry: BoundRegistry): Promise<Check> {
  const { changes } = await registry.bindings.preview(bindingOf(config));
  // What was not configured so far is added by the next start; the rest is refused there.
  const refused = changes.filter(({ kind }) => kind !== 'added');
  if (refused.length === 0) return found('binding', 'ok', 'It belongs to these backends.');
  return found(
    'binding',
    'problem',
    `It belongs to other backends: ${sentencesOf(refused).join('; ')}.`,
    'Put that back, name another database, or confirm the change by "npx facet rebind".',
  );
}
