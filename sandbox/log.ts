/** One request that a sandbox backend received. */
export interface LoggedRequest {
  /** The operation id, or `null` when no operation has this method and path. */
  readonly operation: string | null;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else text; `null` without one. */
  readonly body: unknown;
  /** When it had arrived, in epoch milliseconds. */
  readonly at: number;
  /** The answer's, `null` while there is none and when there never was one. */
  status: number | null;
  /** What broke in the sandbox itself, a mistake of ours that the caller saw as a 500. */
  failure: unknown;
}

/** Enough for any test, and little for a sandbox that runs for weeks. */
const KEPT = 10_000;

/** The last requests of one backend, and how many there were of each operation. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  #counts = new Map<string, number>();
  #total = 0;

  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
    if (this.#entries.length >= 2 * KEPT) this.#entries = this.#entries.slice(-KEPT);
    this.#total += 1;
    if (entry.operation !== null) {
      this.#counts.set(entry.operation, (this.#counts.get(entry.operation) ?? 0) + 1);
    }
  }

  /** Oldest first. */
  entries(): readonly LoggedRequest[] {
    return this.#entries.slice(-KEPT);
  }

  /** How many requests of this operation, or of any kind, arrived. */
  count(operation?: string): number {
    return operation === undefined ? this.#total : (this.#counts.get(operation) ?? 0);
  }

  /** The operations that were called at all. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  clear(): void {
    this.#entries = [];
    this.#counts.clear();
    this.#total = 0;
  }
}
