import { isLoopbackName, parseAuthority } from '#normalise';
import type { Authority } from '#normalise';

/** What is to be done with a request that came under a `Host` header. */
export type HostVerdict = 'served' | 'malformed' | 'foreign';

/**
 * Judges `Host` headers: loopback names and `served` are ours; without a port such an entry means any. A web page whose
 * own name was made to resolve to this machine (DNS rebinding) sends that name, and cannot choose another.
 */
export function judgeHosts(served: readonly Authority[]): (header: string) => HostVerdict {
  const judge = (header: string): HostVerdict => {
    const authority = parseAuthority(header);
    if (authority === null) return 'malformed';
    const isServed =
      isLoopbackName(authority.name) || served.some((entry) => covers(entry, authority));
    return isServed ? 'served' : 'foreign';
  };
  // Almost all requests carry the same header.
  let last = { header: '', verdict: judge('') };
  return (header) => {
    if (header !== last.header) last = { header, verdict: judge(header) };
    return last.verdict;
  };
}

/** A client leaves out the port that its scheme has by default. */
const DEFAULT_PORTS = new Set(['80', '443']);

function covers(entry: Authority, { name, port }: Authority): boolean {
  if (entry.name !== name) return false;
  return entry.port === '' || entry.port === port || (port === '' && DEFAULT_PORTS.has(entry.port));
}
