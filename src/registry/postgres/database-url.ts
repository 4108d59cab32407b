import { Client } from 'pg';
import { ConfigError } from '#errors';

/** Where PostgreSQL is, as `DATABASE_URL` says it. */
export interface PostgresTarget {
  /** A URL for each host, in the order given. */
  readonly urls: readonly string[];
  /** `target_session_attrs` asks for a server that can be written to: then nothing is read from another one either. */
  readonly isStrict: boolean;
}

const PARTS =
  /^(?<scheme>postgres(?:ql)?:\/\/)(?<authority>[^/?#]*)(?<path>[^?#]*)(?:\?(?<query>[^#]*))?/s;
const ATTRIBUTES: ReadonlySet<string> = new Set(['any', 'read-write', 'primary']);

/**
 * Reads a URL as libpq does, where `pg` knows one host only: several hosts, each with its port, either in front of the
 * database or as `host` and `port`; and `target_session_attrs`.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 * @throws ConfigError that does not repeat the URL, as it may hold a password
 */
export function parsePostgresUrl(url: string): PostgresTarget {
  const { scheme = '', authority = '', path = '', query = '' } = PARTS.exec(url)?.groups ?? {};
  if (scheme === '') throw notWhole();
  const parameters = new URLSearchParams(query);
  const attributes = parameters.get('target_session_attrs') ?? 'any';
  if (!ATTRIBUTES.has(attributes)) {
    throw new ConfigError(
      'DATABASE_URL: target_session_attrs must be read-write, primary or any, since Facet writes.',
    );
  }
  parameters.delete('target_session_attrs');
  beExplicit(parameters);
  const at = authority.lastIndexOf('@') + 1;
  const user = authority.slice(0, at);
  const urls = parameters.has('host')
    ? namedHosts(parameters).map((host) => `${scheme}${user}${path}${host}`)
    : authority
        .slice(at)
        .split(',')
        .map((host) => `${scheme}${user}${host}${path}${queryOf(parameters)}`);
  for (const one of urls) check(one);
  return { urls, isStrict: attributes !== 'any' };
}

/** `pg` takes these for `verify-full`, and warns that it will not always do so. */
function beExplicit(parameters: URLSearchParams): void {
  const mode = parameters.get('sslmode');
  if (mode === null || parameters.has('uselibpqcompat')) return;
  if (['prefer', 'require', 'verify-ca'].includes(mode)) parameters.set('sslmode', 'verify-full');
}

/** The query for each host of `?host=a,b&port=1,2`; one port stands for all. */
function namedHosts(parameters: URLSearchParams): readonly string[] {
  const ports = (parameters.get('port') ?? '').split(',');
  return (parameters.get('host') ?? '').split(',').map((host, n) => {
    const own = new URLSearchParams(parameters);
    own.set('host', host);
    const port = ports.length === 1 ? ports[0] : ports[n];
    if (port) own.set('port', port);
    else own.delete('port');
    return queryOf(own);
  });
}

const queryOf = (parameters: URLSearchParams): string =>
  parameters.size === 0 ? '' : `?${parameters.toString()}`;

/** A client that connects to nothing reads the URL, and the files that it names. */
function check(url: string): void {
  try {
    void new Client({ connectionString: url });
  } catch (error) {
    if (isFileFailure(error)) {
      throw new ConfigError(
        `DATABASE_URL: a file that sslrootcert, sslcert or sslkey names cannot be read (${error.code}).`,
      );
    }
    throw notWhole();
  }
}

const isFileFailure = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'code' in error;

const notWhole = (): ConfigError =>
  new ConfigError('DATABASE_URL wants a whole URL: postgres://user:password@host/database.');
