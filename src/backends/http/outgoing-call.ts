import type { Dispatcher } from 'undici';
import type { Expiring, TimeLeft } from './deadlines.ts';
import {
  exchange,
  type Exchange,
  type ExchangeOutcome,
  type ExchangeWatch,
  Interruption,
} from './exchange.ts';
import type { HttpCall } from './http-backend.ts';
import type { Lane } from './lane.ts';
import type { RawResponse } from './response.ts';

/**
 * One call on its way: an exchange within the lane's time. A connection that the backend has just given up says nothing of
 * the backend: what can be sent again goes out once more, on a new one, and counts as the same call.
 */
export class OutgoingCall implements ExchangeOutcome, Expiring {
  readonly #lane: Lane;
  readonly #call: HttpCall;
  readonly #request: Dispatcher.DispatchOptions;
  readonly #watch: ExchangeWatch;
  readonly #outcome: ExchangeOutcome;
  #exchange: Exchange | null = null;
  #timeLeft: TimeLeft | undefined;
  #isRepeated = false;

  constructor(
    lane: Lane,
    call: HttpCall,
    request: Dispatcher.DispatchOptions,
    watch: ExchangeWatch,
    outcome: ExchangeOutcome,
  ) {
    this.#lane = lane;
    this.#call = call;
    this.#request = request;
    this.#watch = watch;
    this.#outcome = outcome;
  }

  /** `begun`: now, by `performance.now()`. */
  send(begun: number): void {
    this.#timeLeft = this.#lane.deadlines.add(this, begun);
    this.#exchange = exchange(this.#lane, this.#request, this.#watch, this);
  }

  arrived(answer: RawResponse): void {
    this.#end();
    this.#outcome.arrived(answer);
  }

  interrupted(interruption: Interruption): void {
    if (this.#mayRepeat(interruption)) {
      this.#isRepeated = true;
      // Not in the middle of what ends a connection.
      queueMicrotask(() => this.#repeat());
      return;
    }
    this.#end();
    this.#outcome.interrupted(interruption);
  }

  /**
   * Where this process itself was busy, an answer may lie there unread: the event loop runs timers first, and reads before
   * it comes to immediates.
   */
  expire(): void {
    setImmediate(() => this.#exchange?.interrupt('timeout'));
  }

  #mayRepeat({ isStale, sent }: Interruption): boolean {
    const { method, isRead = method === 'GET' } = this.#call;
    return isStale && (isRead || !sent) && !this.#isRepeated && !this.#watch.signal?.aborted;
  }

  #repeat(): void {
    const { signal } = this.#watch;
    if (signal?.aborted) return this.interrupted(new Interruption('abort', false));
    this.#exchange = exchange(this.#lane, this.#request, this.#watch, this, true);
  }

  #end(): void {
    if (this.#timeLeft) this.#lane.deadlines.delete(this.#timeLeft);
  }
}
