import { FacetError } from '#errors';
import type { CallAllowance } from '#access';
import type { CallRefusal } from '#backends';
import type { Backend } from '#schema';

/** Calls by backend and operation: `extensions.backendCalls`. */
export type CallCount = Readonly<Partial<Record<Backend, Readonly<Record<string, number>>>>>;

/** Calls that an operation may make, and those that it would have made: `extensions.budget.backendCalls`. */
export interface Shortage {
  readonly allowed: number;
  readonly needed: number;
}

/** Counts the calls of one request where they are made, retries too, and forbids those beyond its budget. */
export class CallCounts {
  /** Made with the first call. */
  #counts: Map<Backend, Map<string, number>> | undefined;
  #budget: number;
  #spent = 0;
  #refused = 0;
  readonly #allowance: CallAllowance | null;

  /** `allowance`: what is left of what all requests of the caller may do. */
  constructor(budget: number, allowance: CallAllowance | null) {
    this.#budget = budget;
    this.#allowance = allowance;
  }

  /** @throws FacetError BUDGET_EXCEEDED or RATE_LIMITED when the call may not be made. */
  count(backend: Backend, operation: string): void {
    const exhausted = this.#allowance?.refusal(1);
    if (exhausted) throw exhausted;
    this.countBegun(backend, operation);
  }

  /**
   * Counts a call of what is not to be given up half-way: other requests of the caller may have used its calls since.
   * @throws FacetError BUDGET_EXCEEDED when the call may not be made.
   */
  countBegun(backend: Backend, operation: string): void {
    if (!this.#affords(1)) {
      this.#refused += 1;
      throw new FacetError(
        'BUDGET_EXCEEDED',
        `One operation may make ${this.#budget} backend calls. Ask for less at once.`,
      );
    }
    this.#spent += 1;
    this.#allowance?.spend();
    this.#counts ??= new Map();
    const operations = this.#counts.get(backend) ?? new Map<string, number>();
    operations.set(operation, (operations.get(operation) ?? 0) + 1);
    this.#counts.set(backend, operations);
  }

  /** Lets the request make so many calls more. */
  grow(calls: number): void {
    this.#budget += calls;
  }

  /** Why so many calls more may not be made. */
  refusal(calls: number): CallRefusal | null {
    if (this.#affords(calls)) return this.#allowance?.refusal(calls) ?? null;
    const message = 'This needs more backend calls than one operation may make.';
    return { code: 'BUDGET_EXCEEDED', message };
  }

  #affords(calls: number): boolean {
    return this.#spent + calls <= this.#budget;
  }

  /** What the operation would have cost at least, when that was more than it may; `null` when all calls were made. */
  get shortage(): Shortage | null {
    if (this.#refused === 0) return null;
    return { allowed: this.#budget, needed: this.#spent + this.#refused };
  }

  /** How many were made, by backend. */
  byBackend(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const [backend, operations] of this.#counts ?? []) {
      let sum = 0;
      for (const count of operations.values()) sum += count;
      counts[backend] = sum;
    }
    return counts;
  }

  toJSON(): CallCount {
    return Object.fromEntries(
      [...(this.#counts ?? [])].map(([backend, operations]) => [
        backend,
        Object.fromEntries(operations),
      ]),
    );
  }
}
