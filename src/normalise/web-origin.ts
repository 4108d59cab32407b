/** RFC 6454, section 6.2: a scheme, a host, perhaps a port. Other schemes are those of apps, such as `capacitor:`. */
const ORIGIN = /^(?<scheme>[a-z][a-z\d+.-]*):\/\/[^/?#@\s*,\\]+$/i;
const WEB = new Set(['http', 'https']);

/** An origin as browsers write it; `null` for a text that is none, such as a URL with a path. */
export function parseOrigin(text: string): string | null {
  const scheme = ORIGIN.exec(text)?.groups?.['scheme']?.toLowerCase();
  if (scheme === undefined) return null;
  return WEB.has(scheme) ? (URL.parse(text)?.origin ?? null) : text.toLowerCase();
}
