import { callerLabel, loggedCaller } from './caller-label.ts';
import { isTold, tell } from './event-log.ts';
import { metrics } from './metrics.ts';
import { operationLabel } from './request-figures.ts';
import type { RequestRecord } from './request-record.ts';

/** How a request ended. */
export interface RequestEnd {
  /** The path, when it is one of ours. */
  readonly route: string;
  readonly method: string | undefined;
  readonly status: number;
  /** The caller went away before the answer was sent. */
  readonly isAborted?: boolean;
}

/** Counts a request that is over, and tells of it in one line. */
export function requestEnded(
  record: RequestRecord,
  { route, method, status, isAborted }: RequestEnd,
): void {
  const ms = performance.now() - record.begun;
  const { id, operation, codes, span } = record;
  const caller = record.caller === null ? null : loggedCaller(record.caller);
  const name = operation && operationLabel(operation.name);
  if (span) endSpan(record, { route, method, status, name, caller });
  if (name !== null) {
    metrics.answered(name, callerLabel(record.caller ?? 'anonymous'), codes, ms / 1000);
  }
  if (!isTold('info')) return;
  const fields = {
    event: 'request',
    request: id,
    ...(span && { trace: span.traceId }),
    method,
    route,
    status,
    ms: Math.round(ms * 100) / 100,
    caller,
    ...(operation && { operation: name, type: operation.type, hash: operation.hash }),
    codes,
    ...(operation && { calls: operation.calls }),
    ...(isAborted && { aborted: true }),
  };
  tell('info', 'A request was answered.', fields);
}

interface SpanEnd extends Pick<RequestEnd, 'route' | 'method' | 'status'> {
  readonly name: string | null;
  readonly caller: string | null;
}

/** By OpenTelemetry's names: https://opentelemetry.io/docs/specs/semconv/http/http-spans/ */
function endSpan(record: RequestRecord, { route, method, status, name, caller }: SpanEnd): void {
  const { id, span, parsing, operation, codes } = record;
  parsing?.end(codes[0]);
  span?.set({
    'http.request.method': method ?? '_OTHER',
    'http.route': route,
    'http.response.status_code': status,
    'facet.request.id': id,
    ...(caller !== null && { 'facet.caller': caller }),
    ...(operation && { 'graphql.operation.name': name ?? 'anonymous' }),
    ...(operation?.type && { 'graphql.operation.type': operation.type }),
    ...(operation?.hash !== undefined && { 'graphql.document.hash': operation.hash }),
  });
  span?.end(codes[0]);
}
