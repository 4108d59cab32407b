import type { CallSignal, CallSignalListener } from '../backends/call-context.ts';

/**
 * How long one operation may take, as a signal to its calls. It is over when its time has passed, it was answered, or its
 * caller went away. Not an `AbortController`: one of those with a listener a call took a quarter of a request's CPU.
 */
export class Deadline implements CallSignal {
  /** On the clock of `performance.now()`. */
  readonly at: number;
  readonly #listeners = new Set<CallSignalListener>();
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(milliseconds: number) {
    this.at = performance.now() + milliseconds;
  }

  get aborted(): boolean {
    return this.#over;
  }

  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.handleEvent();
    this.#listeners.clear();
  }

  /** The timer runs from the first listener on: an answer without a call needs none. */
  addEventListener(_type: 'abort', listener: CallSignalListener): void {
    this.#listeners.add(listener);
    if (!this.#over) this.#timer ??= setTimeout(() => this.end(), this.at - performance.now());
  }

  removeEventListener(_type: 'abort', listener: CallSignalListener): void {
    this.#listeners.delete(listener);
  }
}
