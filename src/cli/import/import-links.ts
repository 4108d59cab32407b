import { setTimeout as sleep } from 'node:timers/promises';
import { UNCONNECTED } from '#backends';
import type { Environment } from '#backends';
import { bindingOf } from '#config';
import type { Config } from '#config';
import { ConfigError } from '#errors';
import { NO_ROWS, bindRegistry } from '#registry';
import type { BoundRegistry, ImportCounts, ImportedPerson, RefusedRow } from '#registry';
import { readLinkColumns } from '#users';
import type { LinkColumns } from '#users';
import { operator, withRegistry } from '../registry-command.ts';
import { complain, say } from '../report.ts';
import { CsvFile } from './csv-file.ts';
import { Progress } from './progress.ts';
import { personIn } from './row.ts';
import { writeReport } from './report-file.ts';

/** What is asked of an import. `report`: where the rows go that were not imported; `null` is beside the file. */
export interface ImportAsked {
  readonly path: string;
  readonly merges: boolean;
  readonly report: string | null;
}

/** Rows of one transaction: it keeps other writers from theirs for some tens of milliseconds. */
const BATCH = 1000;
/** Between two of them others come to their turn: a tenth of the time that a batch took. */
const PAUSE = 0.1;

/**
 * Links the accounts that each row of a CSV file names as one person's. Whoever is killed goes on behind the last batch when
 * the same file is imported again. The exit code is 1 when there are rows that were not imported.
 */
export async function importLinks(environment: Environment, asked: ImportAsked): Promise<number> {
  return withRegistry(environment, 'The import is not done.', async (registry, config) => {
    if (config.sandbox) throw new ConfigError(NOT_FOR_SANDBOX);
    const file = await CsvFile.open(asked.path);
    await bindRegistry(registry, bindingOf(config));
    const counts = await new Import(asked, file, registry, config).run();
    const reportPath = asked.report ?? `${asked.path}.report.csv`;
    const key = fileKey(asked, file);
    if (counts.refused > 0) await writeReport(reportPath, key, registry.imports);
    await registry.imports.end(key, causeOf());
    say(summaryOf(counts));
    if (counts.refused === 0) return 0;
    complain(`Rows that were not imported: ${counts.refused}. ${reportPath} says why.`);
    return 1;
  });
}

const NOT_FOR_SANDBOX =
  'The sandbox has its own registry: set the variables that Facet is to start with, or use .env.';

const causeOf = () => ({ kind: 'LINK', actor: operator(), evidence: 'import' }) as const;

const fileKey = ({ merges }: ImportAsked, { digest }: CsvFile): string =>
  merges ? `${digest} merging` : digest;

const summaryOf = ({ rows, created, linked, merged, unchanged }: ImportCounts): string =>
  `Rows: ${rows}. New users: ${created}. Users with more accounts: ${linked}. ` +
  `Merged users: ${merged}. Unchanged: ${unchanged}.`;

class Import {
  readonly #asked: ImportAsked;
  readonly #file: CsvFile;
  readonly #registry: BoundRegistry;
  readonly #config: Config;
  #counts = NO_ROWS;
  #batch = emptyBatch();

  constructor(asked: ImportAsked, file: CsvFile, registry: BoundRegistry, config: Config) {
    this.#asked = asked;
    this.#file = file;
    this.#registry = registry;
    this.#config = config;
  }

  async run(): Promise<ImportCounts> {
    const rows = this.#file.rows();
    const { value: header } = await rows.next();
    if (!header)
      throw new ConfigError('The file is empty: it wants a first line that names its columns.');
    const adapters = this.#config.backends.map(({ connect }) => connect(UNCONNECTED));
    const columns = readLinkColumns(header, adapters);
    const key = fileKey(this.#asked, this.#file);
    this.#counts = (await this.#registry.imports.find(key)) ?? NO_ROWS;
    const done = this.#counts.rows;
    if (done > 0) say(`It goes on behind row ${done + 1}, where it was broken off.`);
    using progress = new Progress(() => ({ counts: this.#counts, part: this.#file.progress }));
    let read = 0;
    for await (const cells of rows) {
      read += 1;
      if (read <= done) continue;
      this.#add(read + 1, cells, header.length, columns);
      if (this.#batch.rows === BATCH) await this.#write(key);
    }
    if (this.#batch.rows > 0) await this.#write(key);
    progress.tell();
    return this.#counts;
  }

  #add(row: number, cells: readonly string[], width: number, columns: LinkColumns): void {
    const { rows, people, refused } = this.#batch;
    const found = personIn(row, cells, width, columns);
    if (found && 'problem' in found) refused.push(found);
    else if (found) people.push(found);
    this.#batch = { rows: rows + 1, people, refused };
  }

  async #write(file: string): Promise<void> {
    const begun = performance.now();
    const { merges } = this.#asked;
    const batch = { file, after: this.#counts.rows, merges, ...this.#batch };
    const counts = await this.#registry.imports.apply(batch, causeOf());
    if (!counts) throw new ConfigError('The same file is being imported by another process.');
    this.#counts = counts;
    this.#batch = emptyBatch();
    await sleep((performance.now() - begun) * PAUSE);
  }
}

interface Batch {
  readonly rows: number;
  readonly people: ImportedPerson[];
  readonly refused: RefusedRow[];
}

const emptyBatch = (): Batch => ({ rows: 0, people: [], refused: [] });
