import type { Backend } from '#schema';

/**
 * Why no answer came. `full`: there is no room for it among the calls under way. `headers`: those of the answer are too
 * large. `garbled`: what came is no HTTP.
 */
export type InterruptionKind = 'timeout' | 'abort' | 'network' | 'full' | 'headers' | 'garbled';

/** Told what becomes of one HTTP request. */
export interface AttemptTrace {
  /** It had a connection and left. */
  sent(): void;
  answered(status: number, bytes: number): void;
  interrupted(how: InterruptionKind): void;
}

/** Told of the HTTP requests of a call. */
export interface CallTrace {
  attempt(backend: Backend, operation: string): AttemptTrace;
}
