import { isLoopbackName, parseAuthority, parseOrigin } from '#normalise';

/** The web pages that may call us besides our own: an exact list, in the sandbox also every page of this machine. */
export interface OriginSettings {
  readonly listed: readonly string[];
  readonly anyLoopback: boolean;
}

/** Whether CORS lets pages of an origin call us. */
export function judgeOrigins({ listed, anyLoopback }: OriginSettings): (origin: string) => boolean {
  const allowed = new Set(listed);
  return (origin) => allowed.has(origin) || (anyLoopback && isLoopbackOrigin(origin));
}

function isLoopbackOrigin(origin: string): boolean {
  const url = parseOrigin(origin) === origin ? URL.parse(origin) : null;
  return url !== null && /^https?:$/.test(url.protocol) && isLoopbackName(url.hostname);
}

/**
 * Whether a page of this origin came from the host that it calls. The scheme is left out: behind a proxy that ends TLS
 * the page's is `https:` and ours is not.
 */
export function isOwnOrigin(origin: string, host: string): boolean {
  const url = parseOrigin(origin) === origin ? URL.parse(origin) : null;
  const authority = parseAuthority(host);
  if (url === null || authority === null) return false;
  const port = authority.port === '' ? '' : `:${authority.port}`;
  return URL.parse(`${url.protocol}//${authority.name}${port}`)?.host === url.host;
}
