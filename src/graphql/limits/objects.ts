import { FacetError } from '../../errors.ts';

/**
 * How many people and accounts one answer may hold. A cycle of people who report to each other costs few calls and many
 * objects.
 */
export class ObjectBudget {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether there is room for these as a whole; takes it. Asked before anything is read for them. */
  take(objects: number): boolean {
    if (this.#taken + objects > this.#most) return false;
    this.#taken += objects;
    return true;
  }

  exceeded(): FacetError {
    return new FacetError(
      'BUDGET_EXCEEDED',
      `One answer may hold ${this.#most} people and accounts. Ask for less at once.`,
    );
  }
}
