import type { Instance, Instances } from '../instances.ts';
import type { Hold } from './tables.ts';
import type { WriteContext } from './write-context.ts';

/** One that was not heard of for so long has ended, and later is forgotten. */
const ALIVE_MS = 45_000;
const FORGOTTEN_MS = 3_600_000;

type Write = <T>(work: (context: WriteContext) => Promise<T>, hold: Hold) => Promise<T>;

/** Each instance has a row of its own, which it alone writes. */
export class SqlInstances implements Instances {
  readonly #write: Write;

  constructor(write: Write) {
    this.#write = write;
  }

  async beat({ id, version }: Instance): Promise<ReadonlyMap<string, number>> {
    return this.#write(async ({ trx, at }) => {
      await trx
        .insertInto('instances')
        .values({ id, version, started_at: at, seen_at: at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: at }))
        .execute();
      await trx.deleteFrom('instances').where('seen_at', '<', before(at, FORGOTTEN_MS)).execute();
      const rows = await trx
        .selectFrom('instances')
        .select(['version', ({ fn }) => fn.countAll().as('count')])
        .where('seen_at', '>', before(at, ALIVE_MS))
        .groupBy('version')
        .execute();
      return new Map(rows.map((row) => [row.version, Number(row.count)]));
    }, 'ownRows');
  }

  async leave(id: string): Promise<void> {
    await this.#write(
      async ({ trx }) => trx.deleteFrom('instances').where('id', '=', id).execute(),
      'ownRows',
    );
  }
}

const before = (at: string, ms: number): string => new Date(Date.parse(at) - ms).toISOString();
