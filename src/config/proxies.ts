import { NO_PROXIES } from '#backends';
import type { Environment, ProxySettings } from '#backends';
import { ConfigError } from '#errors';

/** As other programs have them, which take them in small letters first. */
export const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const;

/** The other spelling of these. */
export const SMALL_PROXY_VARIABLES = PROXY_VARIABLES.map((name) => name.toLowerCase());

/**
 * The proxies on the way to backends.
 * @throws ConfigError for one that is no address of a proxy; it may hold a password, and is not quoted
 */
export function readProxies(environment: Environment): ProxySettings {
  const held = (name: (typeof PROXY_VARIABLES)[number]): readonly [string, string] => {
    const small = environment[name.toLowerCase()];
    return small === undefined ? [name, environment[name] ?? ''] : [name.toLowerCase(), small];
  };
  return {
    ...NO_PROXIES,
    http: proxyIn(...held('HTTP_PROXY')),
    https: proxyIn(...held('HTTPS_PROXY')),
    none: hostsIn(...held('NO_PROXY')),
  };
}

function proxyIn(variable: string, value: string): string {
  const text = value.trim();
  if (text === '') return '';
  // Curl takes one without a scheme for an HTTP proxy.
  const url = URL.parse(/^\w[\w+.-]*:\/\//.test(text) ? text : `http://${text}`);
  const isProxy = url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '';
  if (isProxy && url.pathname === '/' && url.search === '' && isDecodable(url)) return url.href;
  throw new ConfigError(
    `${variable} must be the address of a proxy, such as http://proxy.example.com:3128, with http or https.`,
  );
}

/** Undici decodes user and password. */
function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

function hostsIn(variable: string, value: string): string {
  if (/^[\w.:*[\]/,\s-]*$/.test(value)) return value.trim();
  throw new ConfigError(
    `${variable} must be hosts that are reached without a proxy, such as localhost,.example.com, separated by commas; or *.`,
  );
}
