import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ConfigError } from '#errors';

/** Somebody may name a file that is no list of identifiers. */
const LONGEST_ROW = 64 * 1024;

/**
 * A CSV file in UTF-8 (RFC 4180), its header first, with the separator that the header has: a comma, a semicolon or a tab.
 * Whatever goes wrong with it is thrown as a ConfigError that quotes nothing of it.
 */
export class CsvFile {
  readonly size: number;
  /** A hash of what it holds. */
  readonly digest: string;
  readonly #path: string;
  readonly #delimiter: string;
  #bytesRead = 0;

  static async open(path: string): Promise<CsvFile> {
    return reading(async () => {
      const { size } = await stat(path);
      return new CsvFile(path, size, await digestOf(path), await delimiterOf(path));
    });
  }

  private constructor(path: string, size: number, digest: string, delimiter: string) {
    this.#path = path;
    this.size = size;
    this.digest = digest;
    this.#delimiter = delimiter;
  }

  /** How much of it was read, from 0 to 1. */
  get progress(): number {
    return this.size === 0 ? 1 : Math.min(this.#bytesRead / this.size, 1);
  }

  /** The cells of its rows, without white space around them. */
  async *rows(): AsyncGenerator<readonly string[]> {
    const parser = parse({
      delimiter: this.#delimiter,
      bom: true,
      trim: true,
      relax_column_count: true,
      max_record_size: LONGEST_ROW,
    });
    const cells = pipeline(Readable.from(this.#text()), parser, () => undefined);
    const rows: AsyncIterator<readonly string[]> = cells[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await reading(async () => rows.next());
      if (done) return;
      yield value;
    }
  }

  async *#text(): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    for await (const chunk of createReadStream(this.#path)) {
      const bytes: Buffer = chunk;
      this.#bytesRead += bytes.length;
      yield decoder.decode(bytes, { stream: true });
    }
    yield decoder.decode();
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('base64url');
}

const DELIMITERS = [',', ';', '\t'] as const;

/** The one that the first line has most often: the names of columns hold none of them. */
async function delimiterOf(path: string): Promise<string> {
  await using file = await open(path);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(LONGEST_ROW), 0, LONGEST_ROW, 0);
  const [line = ''] = buffer.toString('latin1', 0, bytesRead).split(/\r?\n/, 1);
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    throw new ConfigError(`The file ${problem}.`, { cause: error });
  }
}

function problemOf(error: unknown): string | null {
  if (error instanceof CsvError) {
    const { lines } = error;
    return `is not CSV${typeof lines === 'number' ? ` at line ${lines}` : ''} (${error.code})`;
  }
  if (!(error instanceof Error && 'code' in error)) return null;
  const code = String(error.code);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'is not in UTF-8';
  if (code === 'ENOENT') return 'is not there';
  if (code === 'EISDIR') return 'is a folder';
  return 'syscall' in error ? `cannot be read (${code})` : null;
}
