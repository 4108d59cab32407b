import { weightOf } from '#backends';
import { FacetError } from '#errors';

/** So much of text and JSON counts as one object. */
const BYTES_PER_OBJECT = 1024;

/**
 * How many objects one answer may hold: people, accounts, entries of lists, and for each KiB that backends fill text
 * and JSON with one more. A cycle of people who report to each other costs few calls and many objects, one long text
 * under many names likewise.
 */
export class ObjectBudget {
  #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Lets the answer hold so many more. */
  grow(objects: number): void {
    this.#most += objects;
  }

  /** Whether there is room for these as a whole; takes it. Asked before anything is read for them. */
  take(objects: number): boolean {
    if (this.#taken + objects > this.#most) return false;
    this.#taken += objects;
    return true;
  }

  /** The same for a text or a JSON value. */
  takeValue(value: unknown): boolean {
    return this.take(objectsIn(value));
  }

  exceeded(): FacetError {
    return new FacetError(
      'BUDGET_EXCEEDED',
      `One answer may hold ${this.#most} objects: people, accounts, entries of lists, and each KiB of text or JSON. ` +
        'Ask for less at once.',
    );
  }
}

/** As how many objects a text or a JSON value counts. */
export const objectsIn = (value: unknown): number => weightOnce(value) / BYTES_PER_OBJECT;

/** What was weighed, as a record may stand at many places of an answer, and of many answers. */
const weights = new WeakMap<object, number>();

/** Values by name come in an object made for each ask: what it holds is remembered as well. */
function weightOnce(value: unknown): number {
  if (!isObject(value)) return weightOf(value);
  const known = weights.get(value);
  if (known !== undefined) return known;
  let weight = 0;
  for (const name in value) weight += name.length + weightInside(value[name]);
  weights.set(value, weight);
  return weight;
}

function weightInside(value: unknown): number {
  if (!isObject(value)) return weightOf(value);
  const weight = weights.get(value) ?? weightOf(value);
  weights.set(value, weight);
  return weight;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
