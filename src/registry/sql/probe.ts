import type { Transaction } from 'kysely';
import { FacetError } from '#errors';
import type { Tables } from './tables.ts';

/** Longer than a healthy database takes, and shorter than what watches over us waits. */
const TIMEOUT_MS = 2000;

/** The one row that is written to see whether the database can be written to. */
export async function writeProbe(trx: Transaction<Tables>, at: string): Promise<void> {
  await trx
    .insertInto('probes')
    .values({ id: 1, at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
    .execute();
}

/** Tries a write, one at a time: whoever asks meanwhile gets the same answer. */
export class Probe {
  readonly #write: () => Promise<void>;
  #running: Promise<void> | null = null;

  constructor(write: () => Promise<void>) {
    this.#write = write;
  }

  /** @throws REGISTRY_UNAVAILABLE also when the write takes too long */
  async run(): Promise<void> {
    this.#running ??= this.#write().finally(() => {
      this.#running = null;
    });
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(late()), TIMEOUT_MS);
    try {
      await Promise.race([this.#running, promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}

const late = (): FacetError =>
  new FacetError('REGISTRY_UNAVAILABLE', 'The registry did not take a write in time.');
