/** What a caller wants to be told of the calls made. `counts`: by backend and operation. `calls`: each in time besides. */
export type Traced = 'no' | 'counts' | 'calls';

/** Reads the header `x-facet-trace`: `1` asks for `extensions.backendCalls`, `calls` for `extensions.trace` besides. */
export function readTraced(header: string | readonly string[] | undefined): Traced {
  if (header === 'calls') return 'calls';
  return header === '1' ? 'counts' : 'no';
}
