/** Longer bodies are parsed each time, and at most so many are remembered, each for no longer than this. */
const LONGEST = 8192;
const MOST = 256;
const REMEMBERED_MS = 30_000;

/**
 * What bodies hold that came a moment ago: programs ask the same questions again. Of writes nothing is remembered, nor of
 * documents that are named by an id, which may be writes.
 */
export class RememberedBodies {
  readonly #values = new Map<string, unknown>();
  #isTimed = false;

  /** What a text holds, parsed once; what is remembered is frozen. Throws what `parse` throws. */
  of(text: string, parse: (text: string) => unknown): unknown {
    const known = this.#values.get(text);
    if (known !== undefined) return known;
    const value = parse(text);
    if (text.length <= LONGEST && isQuestion(value)) this.#keep(text, value);
    return value;
  }

  #keep(text: string, value: object): void {
    freeze(value);
    if (this.#values.size >= MOST) this.#values.clear();
    this.#values.set(text, value);
    if (!this.#isTimed) setTimeout(() => this.#forget(), REMEMBERED_MS).unref();
    this.#isTimed = true;
  }

  #forget(): void {
    this.#values.clear();
    this.#isTimed = false;
  }
}

const isQuestion = (value: unknown): value is object =>
  isObject(value) &&
  'query' in value &&
  typeof value.query === 'string' &&
  !value.query.includes('mutation');

/** Requests share it. */
function freeze(value: unknown): void {
  if (!isObject(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
