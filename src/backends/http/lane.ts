import { errors, type Dispatcher } from 'undici';
import { Deadlines } from './deadlines.ts';
import { dispatcherTo, hasProxy, isMarked, type DispatcherOptions } from './dispatcher.ts';

/** Requests may wait for their turn besides those under way. */
const WAITING = 512;

/** Where requests go: one origin. The pool lets so many through at once as it has connections, the others wait in it. */
export class Lane {
  readonly #origin: string;
  readonly #options: DispatcherOptions;
  /** A way by a proxy is chosen by the address; a pool has one. */
  readonly #isProxied: boolean;
  readonly #pool: Dispatcher;
  /** Of connections that serve one request each; made when it is needed. */
  #newConnections: Dispatcher | null = null;
  /** Requests now, those that wait included. */
  taken = 0;
  /** Of calls: each has a time-out from waiting for a connection to the last byte. */
  readonly deadlines: Deadlines;

  constructor(origin: string, options: DispatcherOptions) {
    this.#origin = origin;
    this.#options = options;
    this.#isProxied = hasProxy(options.proxies);
    this.#pool = dispatcherTo(origin, options);
    this.deadlines = new Deadlines(options.timeoutMs);
  }

  get isFull(): boolean {
    return this.taken >= this.#options.atOnce + WAITING;
  }

  dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#pool.dispatch(this.#addressed(request), handler);
  }

  /** On a connection that nothing has been sent on before. */
  dispatchAnew(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#newConnections ??= dispatcherTo(this.#origin, this.#options);
    this.#newConnections.dispatch({ ...this.#addressed(request), reset: true }, handler);
  }

  #addressed(request: Dispatcher.DispatchOptions): Dispatcher.DispatchOptions {
    return this.#isProxied ? { ...request, origin: this.#origin } : request;
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.close(), this.#newConnections?.close()]);
  }
}

/** Whether the connection had served a request before this ended it. */
export const isEndOfUsed = (error: Error): boolean =>
  isMarked(error) || (error instanceof errors.SocketError && (error.socket?.bytesRead ?? 0) > 0);
