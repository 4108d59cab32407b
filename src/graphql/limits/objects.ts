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

  fits(objects: number): boolean {
    return this.#taken + objects <= this.#most;
  }

  /** @throws FacetError BUDGET_EXCEEDED, before anything is read for them. */
  take(objects: number): void {
    if (!this.fits(objects)) throw this.exceeded();
    this.#taken += objects;
  }

  exceeded(): FacetError {
    return new FacetError(
      'BUDGET_EXCEEDED',
      `One answer may hold ${this.#most} people and accounts. Ask for less at once.`,
    );
  }
}
