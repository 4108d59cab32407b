import type { Backend } from '../schema.generated.ts';

/** What a call needs of the request on whose behalf it is made. */
export interface CallContext {
  /** Called once for every HTTP request, before it is sent. May throw to forbid it. */
  readonly onCall: (backend: Backend, operation: string) => void;
  readonly signal?: AbortSignal | undefined;
}
