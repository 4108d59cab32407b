import type { CallSignal, CallSignalListener } from '#backends';
import { FacetError } from '#errors';

/**
 * How long one operation may take, as a signal to its calls. It is over when its time has passed, it was answered, or its
 * caller went away. Not an `AbortController`: one of those with a listener a call took a quarter of a request's CPU.
 */
export class Deadline implements CallSignal {
  /** On the clock of `performance.now()`. */
  readonly at: number;
  /** The calls under way, in about the order in which they end: one that ends is near the front, and needs no hash. */
  readonly #listeners: CallSignalListener[] = [];
  readonly #onClose: (end: () => void) => void;
  #timer: NodeJS.Timeout | undefined;
  #isWatched = false;
  #over = false;

  /** `onClose` calls back once the request is answered or its caller has gone, at once when that was before. */
  constructor(milliseconds: number, onClose: (end: () => void) => void) {
    this.at = performance.now() + milliseconds;
    this.#onClose = onClose;
  }

  get aborted(): boolean {
    this.#watch();
    return this.#over;
  }

  /** As `InTime`. */
  async inTime<T>(ask: () => Promise<T>): Promise<T> {
    if (this.aborted || performance.now() >= this.at) throw late();
    const { promise, reject } = Promise.withResolvers<never>();
    const over: CallSignalListener = { handleEvent: () => reject(late()) };
    this.addEventListener('abort', over);
    try {
      return await Promise.race([ask(), promise]);
    } finally {
      this.removeEventListener('abort', over);
    }
  }

  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    for (const listener of this.#listeners.splice(0)) listener.handleEvent();
  }

  /** The timer runs from the first listener on: an answer without a call needs none. */
  addEventListener(_type: 'abort', listener: CallSignalListener): void {
    this.#watch();
    this.#listeners.push(listener);
    if (!this.#over) this.#timer ??= setTimeout(() => this.end(), this.at - performance.now());
  }

  #watch(): void {
    if (this.#isWatched) return;
    this.#isWatched = true;
    this.#onClose(() => this.end());
  }

  removeEventListener(_type: 'abort', listener: CallSignalListener): void {
    const place = this.#listeners.indexOf(listener);
    if (place !== -1) this.#listeners.splice(place, 1);
  }
}

const late = (): FacetError =>
  new FacetError(
    'REGISTRY_UNAVAILABLE',
    'The time of this operation was over before the registry had answered. Ask for less at once, or try again later.',
  );
