import type { AccountKey } from '#normalise';
import type { Backend, ErrorCode } from '#schema';
import type { CallTrace } from './call-trace.ts';
import type { LastAnswer } from './http/last-answer.ts';

/** Told when calls are to be given up. */
export interface CallSignalListener {
  handleEvent(): void;
}

/** The part of an `AbortSignal` that a call needs. */
export interface CallSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: CallSignalListener): void;
  removeEventListener(type: 'abort', listener: CallSignalListener): void;
}

/** Why calls may not be made. */
export interface CallRefusal {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What a call needs of the request on whose behalf it is made. */
export interface CallContext {
  /** Tells the log on whose behalf a call was made; left out where there is no request. */
  readonly requestId?: string | undefined;
  /** Called once for every HTTP request, before it is sent. May throw to forbid it. */
  readonly onCall: (backend: Backend, operation: string) => void;
  /** Aborts the call. A write has none: once it is sent, its outcome has to be known. */
  readonly signal?: CallSignal | undefined;
  /** No call is begun after this time, on the clock of `performance.now()`. */
  readonly deadline?: number | undefined;
  /** Why this many more calls may not be made; `null` when they may. */
  readonly refusal?: (calls: number) => CallRefusal | null;
  /** Told what becomes of every HTTP request, when the caller wants to know. */
  readonly trace?: CallTrace | undefined;
  /** Of a read: what it was answered last. */
  readonly last?: LastAnswer | undefined;
  /** Called when a write may have changed an account, whatever came of it. */
  readonly onChange?: (account: AccountKey) => void;
}
