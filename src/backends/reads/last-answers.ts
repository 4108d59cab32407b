import type { AccountKey, WireRecord } from '#normalise';
import type { Backend } from '#schema';
import type { BackendAdapter } from '../backend.ts';
import { LastAnswer } from '../http/last-answer.ts';
import { FieldStates, accountOperation, found, now } from './reading.ts';
import type { Reading } from './reading.ts';

/** Answers that nobody was given for so long are forgotten, at the latest after twice as long. */
const GENERATION_MS = 30_000;
/** Of one generation; two are held. What was made of an answer takes some times its bytes. */
const MAX_ANSWERS = 10_000;
const MAX_BYTES = 4 * 1024 * 1024;

/** The last answer to a read, with what became of it. */
export class LastReading extends LastAnswer {
  readonly adapter: BackendAdapter;
  #record: WireRecord | null = null;
  #states = new FieldStates();

  constructor(adapter: BackendAdapter, onKept: (bytes: number) => void) {
    super(onKept);
    this.adapter = adapter;
  }

  /** A record as it was read just now: what its fields came to before is known when it is the one that was read last. */
  found(record: WireRecord): Reading {
    if (record === this.#record) {
      this.#states.areShared = true;
      return { kind: 'found', record, origin: 'LIVE', asOf: now(), states: this.#states };
    }
    const reading = found(record, 'LIVE', now());
    this.#record = record;
    this.#states = reading.states;
    return reading;
  }
}

/**
 * What each read was answered last, so that the same answer costs its call alone. Every read is made all the same: this
 * saves work and is no cache.
 */
export class LastAnswers {
  readonly #adapters: ReadonlyMap<Backend, BackendAdapter>;
  #recent = new Map<string, LastReading>();
  #older = new Map<string, LastReading>();
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #count = (bytes: number): void => void (this.#bytes += bytes);

  readonly #onAge: () => void;

  /** `onAge`: called with each generation, as long as there are answers. */
  constructor(adapters: ReadonlyMap<Backend, BackendAdapter>, onAge: () => void) {
    this.#adapters = adapters;
    this.#onAge = onAge;
  }

  /** Of an operation of an account, by `accountOperation`. */
  of(adapter: BackendAdapter, id: string): LastReading {
    const known = this.#recent.get(id);
    if (known?.adapter === adapter) return known;
    if (this.#recent.size >= MAX_ANSWERS || this.#bytes > MAX_BYTES) this.#age();
    const before = this.#older.get(id);
    const last = before?.adapter === adapter ? before : new LastReading(adapter, this.#count);
    this.#recent.set(id, last);
    this.#bytes += last.bytes;
    this.#timer ??= setInterval(() => this.#age(), GENERATION_MS).unref();
    return last;
  }

  /** Of an account that may have changed or is erased. */
  forget(account: AccountKey): void {
    const reads = this.#adapters.get(account.backend)?.reads ?? {};
    for (const operation of Object.keys(reads)) {
      const id = accountOperation(account, operation);
      this.#recent.delete(id);
      this.#older.delete(id);
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#recent.clear();
    this.#older.clear();
  }

  #age(): void {
    this.#onAge();
    this.#older = this.#recent;
    this.#recent = new Map();
    this.#bytes = 0;
    if (this.#older.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
