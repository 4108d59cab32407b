const LINE_EVERY_MS = 60_000;
/** Whatever else there is shares one count, so that nobody can fill the memory or the log. */
const MOST_KINDS = 500;
const OTHERS = 'others';

/** Lets each kind of thing be told once a minute. */
export class OncePerMinute {
  readonly #kinds = new Map<string, { times: number; toldAt: number }>();

  /** How often it has happened since it was told last, when it is to be told now, and else 0. */
  count(kind: string, now = performance.now()): number {
    const counter = this.#counter(kind);
    counter.times += 1;
    if (now - counter.toldAt < LINE_EVERY_MS) return 0;
    const { times } = counter;
    counter.times = 0;
    counter.toldAt = now;
    return times;
  }

  #counter(kind: string): { times: number; toldAt: number } {
    const id = this.#kinds.has(kind) || this.#kinds.size < MOST_KINDS ? kind : OTHERS;
    const known = this.#kinds.get(id);
    if (known) return known;
    const counter = { times: 0, toldAt: -Infinity };
    this.#kinds.set(id, counter);
    return counter;
  }
}
