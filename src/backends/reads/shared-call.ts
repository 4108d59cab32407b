import type { CallSignal, CallSignalListener } from '../call-context.ts';
import type { Reading } from './reading.ts';

/** One call that several requests wait for. It is given up when the last of them has gone, whoever made it. */
export class SharedCall implements CallSignal {
  readonly reading: Promise<Reading>;
  readonly #listeners = new Set<CallSignalListener>();
  #waiting = 0;
  #over = false;

  /** Makes the call at once; it has to end by the signal that it is given. */
  constructor(make: (signal: CallSignal) => Promise<Reading>) {
    this.reading = make(this);
  }

  get aborted(): boolean {
    return this.#over;
  }

  addEventListener(_type: 'abort', listener: CallSignalListener): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: CallSignalListener): void {
    this.#listeners.delete(listener);
  }

  /** What the call comes to; `null` when whoever asks here has gone before. Rejects as the call does. */
  arrival(signal: CallSignal | undefined): Promise<Reading | null> {
    if (!signal) {
      this.#waiting += 1;
      return this.reading;
    }
    if (signal.aborted) return Promise.resolve(null);
    this.#waiting += 1;
    return new Promise((resolve, reject) => {
      // It stays on the signal: going away after the call has ended changes nothing.
      signal.addEventListener('abort', {
        handleEvent: () => {
          resolve(null);
          this.#leave();
        },
      });
      this.reading.then(resolve, reject);
    });
  }

  #leave(): void {
    this.#waiting -= 1;
    if (this.#waiting > 0) return;
    this.#over = true;
    for (const listener of this.#listeners) listener.handleEvent();
    this.#listeners.clear();
  }
}
