import { isLoopbackName, parseAuthority } from './host.ts';

/** The web pages that may call us besides our own: an exact list, in the sandbox also every page of this machine. */
export interface OriginSettings {
  readonly listed: readonly string[];
  readonly anyLoopback: boolean;
}

/** RFC 6454, section 6.2: a scheme, a host, perhaps a port. Other schemes are those of apps, such as `capacitor:`. */
const ORIGIN = /^(?<scheme>[a-z][a-z\d+.-]*):\/\/[^/?#@\s*,\\]+$/i;
const WEB = new Set(['http', 'https']);

/** An origin as browsers write it; `null` for a text that is none, such as a URL with a path. */
export function parseOrigin(text: string): string | null {
  const scheme = ORIGIN.exec(text)?.groups?.['scheme']?.toLowerCase();
  if (scheme === undefined) return null;
  return WEB.has(scheme) ? (URL.parse(text)?.origin ?? null) : text.toLowerCase();
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
