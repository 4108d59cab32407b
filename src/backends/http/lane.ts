import { buildConnector, errors, Pool, type Dispatcher } from 'undici';

/** The most that the headers of an answer may hold. */
export const MAX_HEADER_BYTES = 16 * 1024;

/** Requests may wait for their turn besides those under way. */
const WAITING = 512;

export interface LaneOptions {
  /** How many requests may be under way at once, each on its own connection. */
  readonly atOnce: number;
  /** For a connection to be made, in milliseconds. */
  readonly timeoutMs: number;
}

/** Where requests go: one origin. The pool lets so many through at once as it has connections, the others wait in it. */
export class Lane {
  readonly #origin: string;
  readonly #options: LaneOptions;
  readonly #pool: Pool;
  /** Of connections that serve one request each; made when it is needed. */
  #newConnections: Pool | null = null;
  /** Requests now, those that wait included. */
  taken = 0;

  constructor(origin: string, options: LaneOptions) {
    this.#origin = origin;
    this.#options = options;
    this.#pool = poolTo(origin, options);
  }

  get isFull(): boolean {
    return this.taken >= this.#options.atOnce + WAITING;
  }

  dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#pool.dispatch(request, handler);
  }

  /** On a connection that nothing has been sent on before. */
  dispatchAnew(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#newConnections ??= poolTo(this.#origin, this.#options);
    this.#newConnections.dispatch({ ...request, reset: true }, handler);
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.close(), this.#newConnections?.close()]);
  }
}

const poolTo = (origin: string, { atOnce, timeoutMs }: LaneOptions): Pool =>
  new Pool(origin, {
    connections: atOnce,
    pipelining: 1,
    connect: markingConnector(timeoutMs),
    maxHeaderSize: MAX_HEADER_BYTES,
    // The exchange has one deadline for everything; undici's timers for parts of it would only cost.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

/** What ended connections that had served a request before. Undici does not tell which connection an error is of. */
const endsOfUsed = new WeakSet<Error>();

const markingConnector = (timeout: number): buildConnector.connector => {
  const connect = buildConnector({ timeout, allowH2: false });
  return (options, callback) =>
    connect(options, (...result) => {
      const [, socket] = result;
      socket?.on('error', (error) => {
        if (socket.bytesRead > 0) endsOfUsed.add(error);
      });
      callback(...result);
    });
};

/** Whether the connection had served a request before this ended it. */
export const isEndOfUsed = (error: Error): boolean =>
  endsOfUsed.has(error) ||
  (error instanceof errors.SocketError && (error.socket?.bytesRead ?? 0) > 0);
