import { open, rename } from 'node:fs/promises';
import { ConfigError } from '#errors';
import type { Imports, RefusedRow } from '#registry';

const PAGE = 5000;
const HEADER = 'row,problem,backend,users,detail';

/**
 * Writes the rows that were not imported to a file that only its owner may read; it is there as a whole or not at all.
 * @throws ConfigError when it cannot be written
 */
export async function writeReport(path: string, file: string, imports: Imports): Promise<void> {
  const part = `${path}.part`;
  try {
    await using report = await open(part, 'w', 0o600);
    await report.write(`${HEADER}\n`);
    for await (const page of pages(file, imports)) {
      await report.write(page.map((row) => `${lineOf(row)}\n`).join(''));
    }
    await report.sync();
    await rename(part, path);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    const problem = `The report cannot be written (${String(error.code)}): name a place for it by --report.`;
    throw new ConfigError(`${problem} What was imported stays; the same command goes on there.`, {
      cause: error,
    });
  }
}

async function* pages(file: string, imports: Imports): AsyncGenerator<readonly RefusedRow[]> {
  for (let beyond = 0; ;) {
    const page = await imports.refused(file, beyond, PAGE);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    beyond = last.row;
  }
}

const lineOf = ({ row, problem, backend, userIds, detail }: RefusedRow): string =>
  [String(row), problem, backend ?? '', userIds.join(' '), quoted(detail)].join(',');

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
