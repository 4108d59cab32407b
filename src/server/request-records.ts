import type { IncomingMessage, ServerResponse } from 'node:http';
import { REQUEST_ID, RequestRecord, requestEnded } from '#telemetry';

const records = new WeakMap<IncomingMessage, RequestRecord>();

/** What is kept of a request for the log; one that was not kept gets another record. */
export function recordOf(request: IncomingMessage): RequestRecord {
  const known = records.get(request);
  if (known) return known;
  const record = new RequestRecord(request.headers);
  records.set(request, record);
  return record;
}

/** Probes and scrapes come every few seconds and say nothing. */
const UNTOLD: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
const OTHER = '(other)';

/**
 * Keeps a record of a request that Fastify answers, gives the answer its id, and tells of it in the end: whatever comes to
 * one of `routes`, and of the rest what is refused.
 */
export function keepRecord(
  request: IncomingMessage,
  response: ServerResponse,
  routes: ReadonlySet<string>,
): void {
  const record = recordOf(request);
  response.setHeader(REQUEST_ID, record.id);
  response.once('close', () => {
    const path = pathOf(request);
    const { statusCode: status, writableFinished } = response;
    const isRoute = routes.has(path);
    if (UNTOLD.has(path) || (!isRoute && status < 400)) return;
    const route = isRoute ? path : OTHER;
    requestEnded(record, { route, method: request.method, status, isAborted: !writableFinished });
  });
}

/** By then Fastify has made a path of a target that is a whole URL. */
const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? '';
