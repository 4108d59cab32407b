const MINUTE_MS = 60_000;
/** Whatever else there is shares one count, so that nobody can fill the memory or the log. */
const MOST_KINDS = 500;
const OTHERS = 'others';

interface Counter {
  /** Since the last line. */
  times: number;
  /** Lines since `since`. */
  lines: number;
  since: number;
}

/** Lets so many lines of each kind of thing be told in a minute. */
export class LinePace {
  readonly #kinds = new Map<string, Counter>();

  /** How often it has happened since it was told last, when it is to be told now, and else 0. */
  count(kind: string, mostLines: number, now = performance.now()): number {
    const counter = this.#counter(kind);
    counter.times += 1;
    if (now - counter.since >= MINUTE_MS) Object.assign(counter, { lines: 0, since: now });
    if (counter.lines >= mostLines) return 0;
    counter.lines += 1;
    const { times } = counter;
    counter.times = 0;
    return times;
  }

  #counter(kind: string): Counter {
    const id = this.#kinds.has(kind) || this.#kinds.size < MOST_KINDS ? kind : OTHERS;
    const known = this.#kinds.get(id);
    if (known) return known;
    const counter = { times: 0, lines: 0, since: -Infinity };
    this.#kinds.set(id, counter);
    return counter;
  }
}
