import { BlockList, isIPv6 } from 'node:net';

/** Whom a request is addressed to: a host name and a port, as a `Host` header has them. */
export interface Authority {
  /** In the URL standard's form: in lower case, IPv6 in brackets, without a dot at the end. */
  readonly name: string;
  /** `''` where none is given. */
  readonly port: string;
}

/** RFC 9110, section 7.2, and RFC 3986, section 3.2.2: a bracketed IPv6 address or a registered name, then a port. */
const AUTHORITY = /^(?<host>\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::(?<port>\d*))?$/i;
const HIGHEST_PORT = 65_535;

/** `null` when the text is not `host` or `host:port`. */
export function parseAuthority(text: string): Authority | null {
  const { host = '', port = '' } = AUTHORITY.exec(text)?.groups ?? {};
  const url = host === '' ? null : URL.parse(`http://${host}`);
  if (url === null || Number(port) > HIGHEST_PORT) return null;
  return { name: url.hostname.replace(/\.$/, ''), port: port && String(Number(port)) };
}

/** Takes an IPv6 address without brackets too, as it stands in `HOST`. */
export const parseHostSetting = (text: string): Authority | null =>
  parseAuthority(isIPv6(text) ? `[${text}]` : text);

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Whether a name always means the caller's own machine. No resolver asks the network for `localhost` and the names below
 * it (RFC 6761, section 6.3), so that nobody can point one of them elsewhere.
 */
export function isLoopbackName(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return name.startsWith('[')
    ? loopback.check(name.slice(1, -1), 'ipv6')
    : /^[\d.]+$/.test(name) && loopback.check(name, 'ipv4');
}
