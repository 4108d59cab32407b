import type { IncomingHttpHeaders } from 'node:http';
import { errors } from 'undici';
import type { Dispatcher } from 'undici';
import type { CallSignal } from '../call-context.ts';
import { isEndOfUsed, type Lane } from './lane.ts';
import type { RawResponse } from './response.ts';
import type { AttemptTrace, InterruptionKind } from '../call-trace.ts';

/** The most that an answer may hold, in bytes. */
export const MAX_RESPONSE_BYTES = 1024 * 1024;

/** No answer came, or a success broke off. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly how: InterruptionKind;
  /** Whether any of the request may have reached the backend. */
  readonly sent: boolean;
  /** The connection had been kept alive, and ended before any of the answer came: the backend had given it up. */
  readonly isStale: boolean;

  constructor(how: InterruptionKind, sent: boolean, cause?: unknown, isStale = false) {
    super(`${how} ${sent ? 'after' : 'before'} the request was sent`, { cause });
    this.how = how;
    this.sent = sent;
    this.isStale = isStale;
  }
}

/** Told what an exchange comes to, where the last byte arrives: a promise would take another turn. */
export interface ExchangeOutcome {
  arrived(answer: RawResponse): void;
  interrupted(interruption: Interruption): void;
}

/** Who may end an exchange early, and who wants to know how it goes. */
export interface ExchangeWatch {
  readonly signal: CallSignal | undefined;
  readonly attempt: AttemptTrace | undefined;
}

/** One request and its answer in one piece; `anew` on a connection that nothing has been sent on before. */
export const exchange = (
  lane: Lane,
  request: Dispatcher.DispatchOptions,
  watch: ExchangeWatch,
  outcome: ExchangeOutcome,
  anew = false,
): Exchange | null => {
  if (lane.isFull) {
    watch.attempt?.interrupted('full');
    outcome.interrupted(new Interruption('full', false));
    return null;
  }
  const handler = new Exchange(lane, watch, outcome);
  if (anew) lane.dispatchAnew(request, handler);
  else lane.dispatch(request, handler);
  return handler;
};

/**
 * Undici's own handler interface instead of `pool.request`: it needs no stream, no `AbortSignal` and no closure for a
 * call, and it tells a request that never left from one that did.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #lane: Lane;
  readonly #outcome: ExchangeOutcome;
  readonly #signal: CallSignal | undefined;
  readonly #attempt: AttemptTrace | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #chunks: Buffer[] = [];
  #size = 0;
  #settled = false;

  constructor(lane: Lane, { signal, attempt }: ExchangeWatch, outcome: ExchangeOutcome) {
    lane.taken += 1;
    this.#lane = lane;
    this.#outcome = outcome;
    this.#signal = signal;
    this.#attempt = attempt;
    signal?.addEventListener('abort', this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection: aborting here keeps it from being written.
    if (this.#settled) controller.abort(new Interruption('abort', false));
    else this.#controller = controller;
    this.#attempt?.sent();
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.#status = status;
    this.#headers = headers;
    if (Number(headers['content-length']) > MAX_RESPONSE_BYTES) this.#stopReading();
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return;
    this.#size += chunk.length;
    if (this.#size > MAX_RESPONSE_BYTES) this.#stopReading();
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const first = this.#chunks[0];
    const isWhole = first !== undefined && this.#chunks.length === 1;
    this.#answer(isWhole ? first : Buffer.concat(this.#chunks, this.#size));
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.interrupt(howFailed(error), error);
  }

  /** The request's own signal. */
  handleEvent(): void {
    this.interrupt('abort');
  }

  interrupt(how: InterruptionKind, cause?: Error): void {
    if (this.#settled) return;
    const sent = this.#controller !== undefined && !isRefusedWrite(cause);
    const isStale = this.#status === 0 && cause !== undefined && isEndOfUsed(cause);
    const interruption = new Interruption(how, sent, cause, isStale);
    if (this.#status >= 300) {
      this.#answer(null);
      this.#controller?.abort(interruption);
    } else {
      this.#settle();
      this.#attempt?.interrupted(how);
      this.#controller?.abort(interruption);
      this.#outcome.interrupted(interruption);
    }
  }

  #stopReading(): void {
    this.#answer(null);
    this.#controller?.abort(new Error(`The answer is over ${MAX_RESPONSE_BYTES} bytes.`));
  }

  #answer(body: Buffer | null): void {
    if (this.#settled) return;
    this.#settle();
    this.#attempt?.answered(this.#status, this.#size);
    this.#outcome.arrived({ status: this.#status, headers: this.#headers, body });
  }

  #settle(): void {
    this.#settled = true;
    this.#lane.taken -= 1;
    this.#signal?.removeEventListener('abort', this);
  }
}

/** The system took nothing of the request, or not all of it: the connection had ended before. */
const isRefusedWrite = (error: Error | undefined): boolean =>
  error !== undefined && 'syscall' in error && error.syscall === 'write';

const howFailed = (error: Error): InterruptionKind => {
  if (error instanceof errors.HeadersOverflowError) return 'headers';
  if (error instanceof errors.HTTPParserError) return 'garbled';
  // Someone else's attempt to connect may end during this one: it waited all its time for a silent machine.
  return error instanceof errors.ConnectTimeoutError ? 'timeout' : 'network';
};
