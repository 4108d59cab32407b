import type { Backend } from '../schema.generated.ts';

/** Calls by backend and operation: `extensions.backendCalls`. */
export type CallCount = Readonly<Partial<Record<Backend, Readonly<Record<string, number>>>>>;

/** Counts the calls of one request where they are made. */
export class CallCounts {
  readonly #counts = new Map<Backend, Map<string, number>>();

  readonly count = (backend: Backend, operation: string): void => {
    const operations = this.#counts.get(backend) ?? new Map<string, number>();
    operations.set(operation, (operations.get(operation) ?? 0) + 1);
    this.#counts.set(backend, operations);
  };

  toJSON(): CallCount {
    return Object.fromEntries(
      [...this.#counts].map(([backend, operations]) => [backend, Object.fromEntries(operations)]),
    );
  }
}
