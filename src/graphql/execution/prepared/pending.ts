import { PENDING } from './run.ts';
import type { Complete, Failures, Holder, Key, Path, Position, Run } from './run.ts';

/** Gives a whole object, or the same one of an answer before. */
export type Unify = (object: Record<Key, unknown>) => Record<Key, unknown>;

/**
 * An object or a list of which values may be missing. It counts those, where graphql-js makes a promise of each value and one
 * of all together: for an answer with lists that took longer than all the rest of its work.
 */
export class Container implements Holder {
  readonly #value: Record<Key, unknown> | unknown[];
  readonly #failures: Failures;
  readonly #holder: Holder;
  readonly #key: Key;
  readonly #position: Position;
  readonly #path: Path | undefined;
  readonly #unify: Unify | null;
  #missing = 0;
  #isOver = false;
  #broken: { readonly error: unknown } | null = null;

  /** The rest after `value` says where the container itself stands, but for `unify`. */
  constructor(
    value: Record<Key, unknown> | unknown[],
    failures: Failures,
    holder: Holder,
    key: Key,
    position: Position,
    path: Path | undefined,
    unify: Unify | null = null,
  ) {
    this.#unify = unify;
    this.#value = value;
    this.#failures = failures;
    this.#holder = holder;
    this.#key = key;
    this.#position = position;
    this.#path = path;
  }

  /** Sets a value, or keeps the place of one that is missing: names and entries come in the order of the answer. */
  put(key: Key, value: unknown): void {
    if (value === PENDING) this.#missing += 1;
    // Set by its number, where names are set as well, an entry would be added in V8's slow way.
    if (Array.isArray(this.#value)) this.#value.push(value);
    else this.#set(key, value);
  }

  /** After the last `put`: all of it, or `PENDING`. */
  whole(): unknown {
    return this.#missing === 0 ? this.#whole() : PENDING;
  }

  /** A field that cannot be null has failed at once: no other is asked, and those under way are waited for. */
  broken(error: unknown): typeof PENDING {
    if (this.#missing === 0) throw error;
    this.#broken = { error };
    return PENDING;
  }

  /** Nothing that arrives later counts. */
  abandon(): void {
    this.#isOver = true;
  }

  settle(key: Key, value: unknown): void {
    this.#set(key, value);
    this.#missing -= 1;
    if (this.#missing > 0 || this.#isOver) return;
    this.#isOver = true;
    if (this.#broken) this.#reject(this.#broken.error);
    else this.#holder.settle(this.#key, this.#whole());
  }

  fail(error: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reject(this.#broken ? this.#broken.error : error);
  }

  #whole(): unknown {
    return this.#unify && !Array.isArray(this.#value) ? this.#unify(this.#value) : this.#value;
  }

  #set(key: Key, value: unknown): void {
    (this.#value as Record<Key, unknown>)[key] = value;
  }

  #reject(error: unknown): void {
    if (!this.#path) return this.#holder.fail(error);
    settleFailed(error, this.#failures, this.#position, this.#holder, this.#key, this.#path);
  }
}

/** Completes a value once it is there. */
export function whenThere(
  value: PromiseLike<unknown>,
  complete: Complete,
  run: Run,
  position: Position,
  holder: Holder,
  key: Key,
  path: Path,
): void {
  const failed = (raw: unknown): void =>
    settleFailed(raw, run.failures, position, holder, key, path);
  const arrived = (there: unknown): void => {
    let completed: unknown;
    try {
      completed = complete(run, there, holder, key, path);
    } catch (raw) {
      return failed(raw);
    }
    if (completed !== PENDING) holder.settle(key, completed);
  };
  value.then(arrived, failed);
}

function settleFailed(
  raw: unknown,
  failures: Failures,
  position: Position,
  holder: Holder,
  key: Key,
  path: Path,
): void {
  try {
    failures.nullOrThrow(raw, position, path);
  } catch (error) {
    return holder.fail(error);
  }
  holder.settle(key, null);
}
