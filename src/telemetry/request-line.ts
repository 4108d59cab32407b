import { callerLabel, loggedCaller } from './caller-label.ts';
import { isTold, tellFast } from './event-log.ts';
import { metrics } from './metrics.ts';
import { operationLabel } from './request-figures.ts';
import type { OperationFacts, RequestRecord } from './request-record.ts';

/** How a request ended. */
export interface RequestEnd {
  /** The path, when it is one of ours. */
  readonly route: string;
  readonly method: string | undefined;
  readonly status: number;
  /** The caller went away before the answer was sent. */
  readonly isAborted?: boolean;
}

/**
 * Counts a request that is over, and tells of it in one line. Its parts are names and numbers of ours, none of which JSON
 * would write otherwise: as an object for pino it would cost thrice as much, with every request.
 */
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
  tellFast(
    'A request was answered.',
    `"event":"request","request":"${id}"${span ? `,"trace":"${span.traceId}"` : ''},` +
      `"method":"${method ?? ''}","route":"${route}","status":${status},"ms":${Math.round(ms * 100) / 100},` +
      `"caller":${caller === null ? 'null' : `"${caller}"`}${operation ? operationFields(operation, name) : ''},` +
      `"codes":${codes.length === 0 ? '[]' : JSON.stringify(codes)}${isAborted ? ',"aborted":true' : ''}`,
  );
}

/** A hash that a caller sends may be any text. */
const SHA256 = /^[\da-f]{64}$/;
/** The last one that was a hash: the same text as a rule, not only an equal one. */
let lastHash = '';

function isHash(hash: string | undefined): hash is string {
  if (hash === undefined) return false;
  if (hash === lastHash) return true;
  if (!SHA256.test(hash)) return false;
  lastHash = hash;
  return true;
}

const operationFields = ({ type, hash, calls }: OperationFacts, name: string | null): string =>
  `,"operation":"${name}","type":${type === null ? 'null' : `"${type}"`}` +
  `${isHash(hash) ? `,"hash":"${hash}"` : ''},"calls":{${callsText(calls)}}`;

function callsText(calls: OperationFacts['calls']): string {
  let text = '';
  for (const backend in calls) text += `${text === '' ? '' : ','}"${backend}":${calls[backend]}`;
  return text;
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
    ...(operation && isHash(operation.hash) && { 'graphql.document.hash': operation.hash }),
  });
  span?.end(codes[0]);
}
