import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { CallAllowance, Caller } from '#access';
import type { Traced } from '#graphql';
import type { RequestRecord } from '#telemetry';

/** What is known of a request before it is read. */
export interface RequestOptions {
  readonly caller: Caller;
  readonly record: RequestRecord;
  /** What is left of the calls to backends that the caller may make; `null`: any number. */
  readonly allowance: CallAllowance | null;
  /** By the header `x-facet-trace`. */
  readonly traced: Traced;
  /** Whether what other requests have read a moment ago will do: by the header `cache-control`. */
  readonly reuses: boolean;
  /** Calls back once the request is answered or its caller has gone, at once when that was before. */
  readonly onClose: (end: () => void) => void;
}

/** Reads what a request's headers ask for. */
export const requestOptions = (
  headers: IncomingHttpHeaders,
  response: ServerResponse,
  { caller, record, allowance }: Pick<RequestOptions, 'caller' | 'record' | 'allowance'>,
): RequestOptions => ({
  caller,
  record,
  allowance,
  traced: readTraced(headers['x-facet-trace']),
  reuses: !/\bno-(cache|store)\b/i.test(headers['cache-control'] ?? ''),
  onClose: (end) => void (response.destroyed ? end() : response.once('close', end)),
});

/** `1` asks for `extensions.backendCalls`, `calls` for `extensions.trace` besides. */
function readTraced(header: string | readonly string[] | undefined): Traced {
  if (header === 'calls') return 'calls';
  return header === '1' ? 'counts' : 'no';
}
