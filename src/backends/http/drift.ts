import type { Backend } from '#schema';
import { metrics } from '#telemetry';

/** How often an answer was not what the document of its backend knows, and where. */
export interface Drift extends DriftKind {
  readonly count: number;
}

interface DriftKind {
  readonly backend: Backend;
  readonly operation: string;
  /** What it is and where, and no value: `unknown field $._data.nickname`. */
  readonly what: string;
}

const LINE_EVERY_MS = 60_000;
/** Whatever else drifts is counted under one name, so that no backend can fill the memory or the log. */
const MOST_KINDS = 500;

interface Counter {
  count: number;
  saidAt: number;
  readonly kind: DriftKind;
}

/** Counts what drifts, and says each kind at most once a minute. */
export class DriftWatch {
  readonly #say: (line: string) => void;
  readonly #counters = new Map<string, Counter>();

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  note(backend: Backend, operation: string, what: string, now = performance.now()): void {
    const counter = this.#counter(backend, operation, what);
    counter.count += 1;
    metrics.drift(backend, operation, counter.kind.what);
    if (now - counter.saidAt < LINE_EVERY_MS) return;
    counter.saidAt = now;
    this.#say(
      `facet: ${backend} ${operation} is not as documented: ${counter.kind.what} (${counter.count})`,
    );
  }

  counts(): readonly Drift[] {
    return [...this.#counters.values()].map(({ kind, count }) => {
      const { backend, operation, what } = kind;
      return { backend, operation, what, count };
    });
  }

  #counter(backend: Backend, operation: string, what: string): Counter {
    const id = `${backend} ${operation} ${what}`;
    const known = this.#counters.get(id);
    if (known) return known;
    if (this.#counters.size > MOST_KINDS && what !== MORE) {
      return this.#counter(backend, operation, MORE);
    }
    const counter = { count: 0, saidAt: -Infinity, kind: { backend, operation, what } };
    this.#counters.set(id, counter);
    return counter;
  }
}

const MORE = 'more than can be counted one by one';
