import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** A random secret of the registry, for keyed hashes. Once a registry has one it stays. */
export class HashKey {
  readonly #read: <T>(ask: (db: Kysely<Tables>) => Promise<T>) => Promise<T>;
  #known: string | null = null;

  /** `read` sees what is committed. */
  constructor(read: <T>(ask: (db: Kysely<Tables>) => Promise<T>) => Promise<T>) {
    this.#read = read;
  }

  /** `null` while there is none. */
  async known(): Promise<string | null> {
    this.#known ??= await this.#read(storedIn);
    return this.#known;
  }

  /** In a transaction, which makes it when there is none. */
  async within(trx: Kysely<Tables>): Promise<string> {
    return (await this.known()) ?? (await storedIn(trx)) ?? made(trx);
  }
}

async function storedIn(db: Kysely<Tables>): Promise<string | null> {
  const stored = await db.selectFrom('hash_keys').select('value').executeTakeFirst();
  return stored?.value ?? null;
}

async function made(trx: Kysely<Tables>): Promise<string> {
  const value = randomBytes(32).toString('hex');
  await trx.insertInto('hash_keys').values({ id: 1, value }).execute();
  return value;
}
