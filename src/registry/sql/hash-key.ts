import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { RowCipher } from '../row-cipher.ts';
import { openHashKey, sealHashKey } from './sealed.ts';
import type { Tables } from './tables.ts';

/** A random secret of the registry, for keyed hashes. Once a registry has one it stays. */
export class HashKey {
  readonly #read: <T>(ask: (db: Kysely<Tables>) => Promise<T>) => Promise<T>;
  readonly #cipher: RowCipher;
  #known: string | null = null;

  /** `read` sees what is committed. */
  constructor(read: <T>(ask: (db: Kysely<Tables>) => Promise<T>) => Promise<T>, cipher: RowCipher) {
    this.#read = read;
    this.#cipher = cipher;
  }

  /** `null` while there is none. */
  async known(): Promise<string | null> {
    this.#known ??= await this.#read(async (db) => storedIn(db, this.#cipher));
    return this.#known;
  }

  /** In a transaction, which makes it when there is none. */
  async within(trx: Kysely<Tables>): Promise<string> {
    return (await this.known()) ?? (await storedIn(trx, this.#cipher)) ?? made(trx, this.#cipher);
  }
}

async function storedIn(db: Kysely<Tables>, cipher: RowCipher): Promise<string | null> {
  const stored = await db.selectFrom('hash_keys').select('value').executeTakeFirst();
  return stored ? openHashKey(cipher, stored.value) : null;
}

async function made(trx: Kysely<Tables>, cipher: RowCipher): Promise<string> {
  const value = randomBytes(32).toString('hex');
  await trx
    .insertInto('hash_keys')
    .values({ id: 1, value: sealHashKey(cipher, value) })
    .execute();
  return value;
}
