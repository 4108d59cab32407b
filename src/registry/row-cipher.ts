import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto';

/** A key of 32 bytes; `id` names it in the database and tells nothing of it. */
export interface RegistryKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export const KEY_BYTES = 32;
const ID_LENGTH = 8;

export const registryKey = (bytes: Uint8Array): RegistryKey => ({
  id: createHash('sha256')
    .update('facet registry key')
    .update(bytes)
    .digest('hex')
    .slice(0, ID_LENGTH),
  bytes,
});

/** What is kept under a key that nobody has here, or was changed by somebody who has none. */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
}

const SEALED = 'enc:';
const HASHED = 'mac:';
/** Of AES-256-GCM, in bytes: NIST SP 800-38D. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts what the registry keeps of people: AES-256-GCM with a nonce of chance and the place of the value as associated
 * data, so that a value that somebody put elsewhere is not read. The first key is written with, any is read with. Without
 * a key texts stay as they are.
 */
export class RowCipher {
  readonly #keys: ReadonlyMap<string, KeyPair>;
  readonly #current: KeyPair | undefined;

  constructor(keys: readonly RegistryKey[]) {
    const pairs = keys.map(pairOf);
    this.#keys = new Map(pairs.map((pair) => [pair.id, pair]));
    [this.#current] = pairs;
  }

  /** The id of the key that is written with; `null` without one. */
  get currentId(): string | null {
    return this.#current?.id ?? null;
  }

  has(id: string): boolean {
    return this.#keys.has(id);
  }

  /** `enc:<key id>:<base64url of nonce, tag and what is encrypted>` */
  seal(text: string, place: string): string {
    const pair = this.#current;
    if (!pair) return text;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', pair.rows, nonce);
    cipher.setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const all = Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    return `${SEALED}${pair.id}:${all.toString('base64url')}`;
  }

  /** @throws UnreadableRow */
  open(text: string, place: string): string {
    if (!text.startsWith(SEALED)) return text;
    const end = text.indexOf(':', SEALED.length);
    const pair = this.#keys.get(text.slice(SEALED.length, end));
    if (!pair) throw new UnreadableRow('A row is under a key that is not configured here.');
    const all = Buffer.from(text.slice(end + 1), 'base64url');
    const nonce = all.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', pair.rows, nonce);
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(all.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const text8 = decipher.update(all.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text8, decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new UnreadableRow('A row is not what was written there.', { cause });
    }
  }

  /** What a contact point is kept as, to be found again: itself, or a keyed hash. */
  hash(kind: string, value: string): string {
    return this.#current ? hashWith(this.#current, kind, value) : value;
  }

  /** What it may be kept as: under any key. */
  hashes(kind: string, value: string): readonly string[] {
    if (!this.#current) return [value];
    return [...this.#keys.values()].map((pair) => hashWith(pair, kind, value));
  }

  /** How a text begins that is sealed with the current key, for LIKE; `null` without one. */
  get sealedLike(): string | null {
    return this.#current ? `${SEALED}${this.#current.id}:%` : null;
  }

  get hashedLike(): string | null {
    return this.#current ? `${HASHED}${this.#current.id}:%` : null;
  }
}

/** One key for each purpose. */
interface KeyPair {
  readonly id: string;
  readonly rows: Buffer;
  readonly hashes: Buffer;
}

const pairOf = ({ id, bytes }: RegistryKey): KeyPair => ({
  id,
  rows: derived(bytes, 'facet rows'),
  hashes: derived(bytes, 'facet contact points'),
});

const derived = (bytes: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', bytes, '', purpose, KEY_BYTES));

const hashWith = ({ id, hashes }: KeyPair, kind: string, value: string): string =>
  `${HASHED}${id}:${createHmac('sha256', hashes).update(`${kind}\0${value}`).digest('base64url')}`;

/** Leaves everything as it is. */
export const PLAIN = new RowCipher([]);
