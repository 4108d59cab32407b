import { ConfigError } from '#errors';
import { note } from '#telemetry';
import { UnreadableRow } from '../row-cipher.ts';
import type { RowCipher } from '../row-cipher.ts';
import { sealAgain } from './seal-again.ts';
import { openHashKey, sealHashKey } from './sealed.ts';
import type { Tables } from './tables.ts';
import type { WriteContext } from './write-context.ts';

interface KeysDeps {
  readonly write: <T>(work: (context: WriteContext) => Promise<T>) => Promise<T>;
  readonly scrub: () => Promise<void>;
}

type KeyRow = Tables['registry_keys'];

const PROOF = 'facet registry';

/**
 * Compares the keys that are configured with those that the registry is under, and brings everything under the first: in
 * parts, each a transaction, so that a start that breaks off goes on with the next one. A key that nothing is under any more
 * is forgotten.
 * @throws ConfigError when one is missing or wrong
 */
export async function applyKeys(cipher: RowCipher, { write, scrub }: KeysDeps): Promise<void> {
  const known = await write(async (context) => checked(context, cipher));
  const current = cipher.currentId;
  if (current === null) return;
  const isNew = known.length === 0 || known.some(({ id }) => id !== current);
  const count = await sealAgain(cipher, write, told).catch(unreadable);
  await write(async ({ trx }) => {
    await trx.deleteFrom('registry_keys').where('id', '!=', current).execute();
  });
  if (count > 0) await scrub();
  if (isNew || count > 0) {
    note('info', 'registry-key', 'The registry is under the first key alone.', {
      key: current,
      rows: count,
    });
  }
}

const told = (done: number): void =>
  note('info', 'registry-key', 'What the registry keeps of people is being encrypted.', { done });

function unreadable(error: unknown): never {
  if (!(error instanceof UnreadableRow)) throw error;
  throw new ConfigError(
    'The registry holds rows under a key that REGISTRY_KEY_FILE lacks: put it back as the second line, for one start.',
    { cause: error },
  );
}

async function checked({ trx, at }: WriteContext, cipher: RowCipher): Promise<readonly KeyRow[]> {
  const rows = await trx.selectFrom('registry_keys').selectAll().orderBy('since').execute();
  const current = cipher.currentId;
  if (current === null) {
    if (rows.length > 0) throw new ConfigError(missing(rows));
    return rows;
  }
  const foreign = rows.filter(({ id }) => !cipher.has(id));
  if (foreign.length > 0) throw new ConfigError(lacking(foreign));
  for (const { id, proof } of rows) prove(cipher, id, proof);
  if (rows.some(({ id }) => id === current)) return rows;
  const proof = cipher.seal(PROOF, placeOf(current));
  await trx.insertInto('registry_keys').values({ id: current, proof, since: at }).execute();
  const hashKey = await trx.selectFrom('hash_keys').selectAll().executeTakeFirst();
  if (hashKey) {
    const value = sealHashKey(cipher, openHashKey(cipher, hashKey.value));
    await trx.updateTable('hash_keys').set({ value }).where('id', '=', hashKey.id).execute();
  }
  return rows;
}

const placeOf = (id: string): string => `registry_keys.proof\0${id}`;

function prove(cipher: RowCipher, id: string, proof: string): void {
  try {
    cipher.open(proof, placeOf(id));
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error;
    throw new ConfigError(
      `REGISTRY_KEY_FILE holds a key that is not the one ${id} which the registry is encrypted with.`,
      { cause: error },
    );
  }
}

const names = (rows: readonly KeyRow[]): string => rows.map(({ id }) => id).join(' and ');

const missing = (rows: readonly KeyRow[]): string =>
  `The registry is encrypted with the key ${names(rows)}: set REGISTRY_KEY_FILE to the file that holds it. ` +
  'Encryption cannot be turned off.';

const lacking = (rows: readonly KeyRow[]): string =>
  `REGISTRY_KEY_FILE lacks the key ${names(rows)}, which the registry is encrypted with: put it back, ` +
  'as the second line when the first is to take its place.';
