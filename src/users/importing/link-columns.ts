import type { BackendAdapter, Identifiers } from '#backends';
import { ConfigError, InputError } from '#errors';
import type { Lookup } from '#normalise';
import type { NewAccount } from '#registry';

/** Reads the cells of a row as the accounts of one person. */
export interface LinkColumns {
  /**
   * The accounts that a row names; empty when it is blank.
   * @throws InputError with the name of the column as its path
   */
  readonly accountsIn: (cells: readonly string[]) => readonly NewAccount[];
}

/** A column: an identifier of a backend, or a part of one that has several. */
interface Column {
  readonly adapter: BackendAdapter;
  readonly identifier: keyof Identifiers;
  readonly part: string | null;
}

interface PlacedColumn extends Column {
  /** Its place in a row. */
  readonly index: number;
}

/**
 * Reads the names of the columns: those of `UserBy`, a part of one behind a dot. Each is checked as a query's would be, and
 * means the same.
 * @throws ConfigError for one that is unknown or there twice, without quoting it: a file without a header has values there
 */
export function readLinkColumns(
  header: readonly string[],
  adapters: readonly BackendAdapter[],
): LinkColumns {
  const known = columnsOf(adapters);
  const columns = header.map((name, index): PlacedColumn => {
    const column = known.get(name);
    if (column && header.indexOf(name) === index) return { ...column, index };
    const problem = column ? 'is there twice' : `is none of ${[...known.keys()].join(', ')}`;
    throw new ConfigError(`Column ${index + 1} of the first line ${problem}.`);
  });
  const identifiers = [...Map.groupBy(columns, ({ identifier }) => identifier).values()];
  return {
    accountsIn: (cells) => accountsOf(identifiers.flatMap((some) => lookupIn(some, cells) ?? [])),
  };
}

/** What the columns of one identifier say in a row; `null` where they are blank. */
function lookupIn(columns: readonly PlacedColumn[], cells: readonly string[]): Lookup | null {
  const given = columns.flatMap(({ index, part }) => {
    const cell = cells[index] ?? '';
    return cell === '' ? [] : [[part, cell] as const];
  });
  const [first] = columns;
  if (!first || given.length === 0) return null;
  const { adapter, identifier } = first;
  const [main] = adapter.identifierParts?.[identifier] ?? [];
  if (main === undefined) return parsed(adapter.identifiers, identifier, given[0]?.[1]);
  // A corporation without a user names nobody.
  if (!given.some(([part]) => part === main)) return null;
  return parsed(adapter.identifiers, identifier, Object.fromEntries(given));
}

function columnsOf(adapters: readonly BackendAdapter[]): ReadonlyMap<string, Column> {
  const columns = new Map<string, Column>();
  for (const adapter of adapters) {
    for (const identifier of Object.keys(adapter.identifiers) as (keyof Identifiers)[]) {
      const parts = adapter.identifierParts?.[identifier];
      if (!parts) columns.set(identifier, { adapter, identifier, part: null });
      for (const part of parts ?? []) {
        columns.set(`${identifier}.${part}`, { adapter, identifier, part });
      }
    }
  }
  return columns;
}

/** A cell has the type that its identifier takes: a text, or texts by the names of its parts. */
function parsed(identifiers: Identifiers, name: keyof Identifiers, value: unknown): Lookup {
  const parse = identifiers[name] as ((given: unknown) => Lookup) | undefined;
  if (!parse) throw new Error('A backend has no such identifier.');
  try {
    return parse(value);
  } catch (error) {
    throw error instanceof InputError ? error.within(name) : error;
  }
}

/** An identifier that several people may share says more of an account, and names none. */
function accountsOf(lookups: readonly Lookup[]): readonly NewAccount[] {
  const aliases = lookups.filter((lookup) => lookup.by === 'alias');
  const accounts = lookups.flatMap((lookup): readonly NewAccount[] => {
    if (lookup.by !== 'key') return [];
    const { backend, scope, ref } = lookup;
    const own = aliases.filter((alias) => alias.backend === backend);
    if (own.length === 0) return [{ backend, scope, ref }];
    const told = Object.fromEntries(own.map(({ scheme, value }) => [scheme, value]));
    return [{ backend, scope, ref, aliases: told }];
  });
  const lost = aliases.find(({ backend }) => !accounts.some((one) => one.backend === backend));
  if (lost) {
    throw new InputError(`It says more of an account of ${lost.backend}, which the row lacks.`, [
      lost.scheme,
    ]);
  }
  return accounts;
}
