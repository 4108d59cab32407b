import type { IncomingHttpHeaders } from 'node:http';

/** What spans say: names of ours, codes and numbers. Nothing personal, nothing secret. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** A span that has begun. */
export interface OpenSpan {
  /** What begins in `work` and in what it waits for is part of this span. */
  run<T>(work: () => T): T;
  set(attributes: SpanAttributes): void;
  /** `error`: the code of what failed. Harmless to repeat. */
  end(error?: string): void;
}

/** Traces of what requests do. */
export interface Tracing {
  /** The trace goes on that the caller's `traceparent` tells of. */
  request(headers: IncomingHttpHeaders): OpenSpan & { readonly traceId: string };
  /** A part of whatever span runs now. `isCall`: it waits for another server. */
  start(name: string, attributes?: SpanAttributes, isCall?: boolean): OpenSpan;
}

/** `null` while nothing is traced, which is all that tracing costs then. */
export let tracing: Tracing | null = null;

/**
 * From now on traces go to a collector of OpenTelemetry over HTTP, at `endpoint` and the path `/v1/traces`. Nothing of
 * OpenTelemetry is loaded before. Returns what sends the rest and ends it.
 */
export async function openTracing(endpoint: string): Promise<{ close(): Promise<void> }> {
  const { startOpenTelemetry } = await import('./open-telemetry.ts');
  const { close, ...started } = startOpenTelemetry(endpoint);
  tracing = started;
  return {
    close: async () => {
      tracing = null;
      await close();
    },
  };
}

/** Does `work` in a span, which fails as `work` does. Ask `tracing` first: nothing is to be made when it is off. */
export async function spanned<T>(span: OpenSpan, work: () => Promise<T>): Promise<T> {
  let error: string | undefined;
  try {
    return await span.run(work);
  } catch (failure) {
    error = codeOf(failure);
    throw failure;
  } finally {
    span.end(error);
  }
}

/** A message may hold what somebody sent. */
function codeOf(failure: unknown): string {
  const { code } = Object(failure) as { readonly code?: unknown };
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : 'INTERNAL';
}
