// How the aggregator makes one form of the backends' values: what is blank or cannot be is null.

type Said<T> = T | null | undefined;

export const text = (value: Said<string>): string | null => value?.trim() || null;

/** The first that says anything. */
export const firstText = (...values: readonly Said<string>[]): string | null =>
  values.reduce<string | null>((found, value) => found ?? text(value), null);

/** A value of an enumeration, however a backend writes it; `OTHER` for what nobody knows. */
export function oneOf(known: ReadonlySet<string>, value: Said<string>): string | null {
  const said = text(value)?.toUpperCase() ?? null;
  return said === null || known.has(said) ? said : 'OTHER';
}

/** From milliseconds since 1970. */
export function instant(epoch: Said<number>): string | null {
  if (epoch === null || epoch === undefined) return null;
  const date = new Date(epoch);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

export const date = (epoch: Said<number>): string | null => instant(epoch)?.slice(0, 10) ?? null;

export const instantOf = (iso: string): string | null => instant(Date.parse(iso));

export function url(value: Said<string>): string | null {
  const said = text(value);
  return said !== null && URL.canParse(said) ? said : null;
}

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function address(value: Said<string>): string | null {
  const said = text(value)?.toLowerCase() ?? null;
  return said !== null && ADDRESS.test(said) ? said : null;
}

const ZONES = new Set([...Intl.supportedValuesOf('timeZone'), 'Asia/Kolkata']);

export function zone(value: Said<string>): string | null {
  const said = text(value);
  return said !== null && ZONES.has(said) ? said : null;
}

export const GENDERS: ReadonlySet<string> = new Set(['FEMALE', 'MALE', 'NON_BINARY']);
export const PLATFORMS: ReadonlySet<string> = new Set([
  'ANDROID',
  'FACEBOOK',
  'IOS',
  'WEBHOOK',
  'WHATSAPP',
]);
export const COUNTRIES: ReadonlyMap<string, string> = new Map([
  ['Germany', 'DE'],
  ['India', 'IN'],
  ['United States', 'US'],
]);
