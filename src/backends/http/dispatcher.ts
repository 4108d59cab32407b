import { buildConnector, EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici';

/** The most that the headers of an answer may hold. */
export const MAX_HEADER_BYTES = 16 * 1024;

/** The ways out of this machine. Each is '' where there is none. */
export interface ProxySettings {
  /** The proxy for addresses with `http:`, and for those with `https:` as long as these have none of their own. */
  readonly http: string;
  readonly https: string;
  /** Hosts that are reached without, as `NO_PROXY` lists them. */
  readonly none: string;
}

export const NO_PROXIES: ProxySettings = { http: '', https: '', none: '' };

export interface DispatcherOptions {
  /** Connections to one origin, each for one request at a time. */
  readonly atOnce: number;
  /** For a connection to be made, in milliseconds; through a proxy for each of its parts. */
  readonly timeoutMs: number;
  readonly proxies: ProxySettings;
}

/** Connections to one origin, by a proxy where the settings have one for it. */
export const dispatcherTo = (origin: string, options: DispatcherOptions): Dispatcher =>
  hasProxy(options.proxies)
    ? throughProxy(options)
    : new Pool(origin, { ...poolOptions(options), connect: marking(connector(options)) });

export const hasProxy = ({ http, https }: ProxySettings): boolean => http !== '' || https !== '';

/** Without user and password. */
export const shownProxy = (proxy: string): string => URL.parse(proxy)?.origin ?? '';

const poolOptions = ({ atOnce }: DispatcherOptions): Pool.Options => ({
  connections: atOnce,
  pipelining: 1,
  maxHeaderSize: MAX_HEADER_BYTES,
  // The exchange has one deadline for everything; undici's timers for parts of it would only cost.
  headersTimeout: 0,
  bodyTimeout: 0,
});

const connector = ({ timeoutMs }: DispatcherOptions): buildConnector.connector =>
  buildConnector({ timeout: timeoutMs, allowH2: false });

/** Undici decides by `NO_PROXY`, tunnels to `https:` by CONNECT, and asks the proxy itself for `http:` (RFC 9112, 3.2.2). */
function throughProxy(options: DispatcherOptions): Dispatcher {
  const { timeoutMs, proxies } = options;
  return new EnvHttpProxyAgent({
    httpProxy: proxies.http,
    httpsProxy: proxies.https,
    noProxy: proxies.none,
    connect: connector(options),
    connectTimeout: timeoutMs,
    requestTls: { timeout: timeoutMs },
    proxyTls: { timeout: timeoutMs },
    allowH2: false,
    // Every pool to a backend has the same bounds, wherever its connections lead.
    factory: (origin, given) => {
      const { connect } = given as Pool.Options;
      const marked = typeof connect === 'function' ? marking(connect) : connect;
      return new Pool(origin, { ...poolOptions(options), ...(marked && { connect: marked }) });
    },
    // A proxy that takes a CONNECT and says nothing would hold a place for minutes.
    clientFactory: (proxy, given) =>
      new Pool(proxy, { ...given, headersTimeout: timeoutMs, bodyTimeout: timeoutMs }),
  });
}

/** What ended connections that had served a request before. Undici does not tell which connection an error is of. */
const endsOfUsed = new WeakSet<Error>();

export const isMarked = (error: Error): boolean => endsOfUsed.has(error);

const marking =
  (connect: buildConnector.connector): buildConnector.connector =>
  (options, callback) =>
    connect(options, (...result) => {
      const [, socket] = result;
      socket?.on('error', (error) => {
        if (socket.bytesRead > 0) endsOfUsed.add(error);
      });
      callback(...result);
    });
