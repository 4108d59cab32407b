/** So many entities share one budget. */
const ENTITIES_OF_A_BUDGET = 100;

/**
 * What a gateway may ask for: it joins what many of its callers' objects refer to in one operation, so that the budgets
 * go by the number of references, one for each started 100.
 */
export class EntityAllowance {
  #asked = 0;
  #budgets = 1;

  /** How many budgets are added by so many more references. */
  budgetsFor(references: number): number {
    this.#asked += references;
    const budgets = Math.max(this.#budgets, Math.ceil(this.#asked / ENTITIES_OF_A_BUDGET));
    const more = budgets - this.#budgets;
    this.#budgets = budgets;
    return more;
  }
}

/**
 * Starts many reads in order, but a hundred at a time: more at once would only wait for each other, and a backend
 * lets no more than some hundreds wait.
 */
export function inHundreds<Item, Result>(
  items: readonly Item[],
  read: (item: Item, index: number) => Promise<Result>,
): readonly Promise<Result>[] {
  const results: Promise<Result>[] = [];
  let before: Promise<unknown> | null = null;
  for (let start = 0; start < items.length; start += ENTITIES_OF_A_BUDGET) {
    const gate = before;
    const some = items.slice(start, start + ENTITIES_OF_A_BUDGET).map(async (item, index) => {
      await gate;
      return read(item, start + index);
    });
    before = Promise.allSettled(some);
    results.push(...some);
  }
  return results;
}
