import { Client, Pool } from 'pg';
import type { ClientConfig, PoolClient } from 'pg';
import { ReadOnlyServer, asFailure } from './error.ts';
import { CONNECT_TIMEOUT_MS, begin, sessionOf } from './session.ts';

export interface HostsOptions {
  /** One for each host. */
  readonly urls: readonly string[];
  /** The URL as it is now, when its user and password may change: every new connection takes them from it. */
  readonly renewedUrl?: RenewedUrl | undefined;
  /** Connections at most; who asks for more at a time waits without a limit. */
  readonly max: number;
  /** Whether a server that cannot be written to will do while there is no better one. */
  readonly acceptsReadOnly: boolean;
  /** How long the answer to a statement is waited for; for ever when left out. */
  readonly queryTimeoutMs?: number;
}

/** Reads `DATABASE_URL` again where it is kept. */
export type RenewedUrl = () => string;

/** A connection to a server that cannot be written to is used for so long: then a better one is looked for. */
const READ_ONLY_FOR_MS = 1000;

/**
 * The connections to whichever of several hosts can be written to. What is found to be read-only, or broken, shows that
 * the servers have changed their parts: then every connection from before is dropped when it is wanted next.
 */
export class PostgresHosts {
  readonly #pools: readonly Pool[];
  readonly #acceptsReadOnly: boolean;
  readonly #connected = new Set<PoolClient>();
  /** The one that was good last. */
  #current = 0;
  #changedAt = -Infinity;

  constructor({ urls, max, acceptsReadOnly, queryTimeoutMs, renewedUrl }: HostsOptions) {
    this.#acceptsReadOnly = acceptsReadOnly;
    this.#pools = urls.map((url) => poolOf(url, max, queryTimeoutMs, renewedUrl));
    for (const pool of this.#pools) {
      pool.on('connect', (client) => void this.#connected.add(client));
      pool.on('remove', (client) => void this.#connected.delete(client));
    }
  }

  /**
   * @throws ConnectionFailure when none of the hosts can be reached
   * @throws ReadOnlyServer when none of them can be written to, and that is wanted
   */
  async connect(): Promise<PoolClient> {
    const current = this.#pools[this.#current];
    const others = this.#pools.filter((pool) => pool !== current);
    const first = current ? await this.#from(current) : [];
    const found = first.some(isGood) ? first : [...first, ...(await this.#fromAll(others))];
    return this.#choose(found);
  }

  /** Whether there is a connection that can be used, by somebody else just now. */
  get hasConnection(): boolean {
    return [...this.#connected].some((client) => this.#isFresh(client));
  }

  /** From now on none of the connections that there are is trusted. */
  distrust(): void {
    this.#changedAt = performance.now();
  }

  /** Waits for the connections in use. */
  async end(): Promise<void> {
    await Promise.all(this.#pools.map(async (pool) => pool.end()));
  }

  /** At once, as one that went away may not even refuse. */
  async #fromAll(pools: readonly Pool[]): Promise<readonly Found[]> {
    return (await Promise.all(pools.map(async (pool) => this.#from(pool)))).flat();
  }

  async #from(pool: Pool): Promise<readonly Found[]> {
    for (;;) {
      try {
        const client = await asFailure(pool.connect());
        if (this.#isFresh(client)) return [{ pool, client }];
        client.release(true);
      } catch (error) {
        return [{ pool, error }];
      }
    }
  }

  #isFresh(client: PoolClient): boolean {
    const { since, isWritable } = sessionOf(client);
    if (since < this.#changedAt) return false;
    return isWritable || performance.now() - since < READ_ONLY_FOR_MS;
  }

  #choose(found: readonly Found[]): PoolClient {
    const good = found.find(isGood);
    const usable = good ?? (this.#acceptsReadOnly ? found.find(isConnected) : undefined);
    for (const one of found) {
      if (one !== usable && isConnected(one)) one.client.release(!isGood(one));
    }
    if (!usable || !isConnected(usable)) throw failureOf(found);
    this.#current = this.#pools.indexOf(usable.pool);
    return usable.client;
  }
}

type Found =
  | { readonly pool: Pool; readonly client: PoolClient }
  | { readonly pool: Pool; readonly error: unknown };

const isConnected = (found: Found): found is Extract<Found, { client: PoolClient }> =>
  'client' in found;

const isFailed = (found: Found): found is Exclude<Found, { client: PoolClient }> =>
  !isConnected(found);

const isGood = (found: Found): boolean => isConnected(found) && sessionOf(found.client).isWritable;

/** The more telling one: a server that answers and is the wrong one, else why the first could not be reached. */
function failureOf(found: readonly Found[]): unknown {
  if (found.some(isConnected)) return new ReadOnlyServer('PostgreSQL cannot be written to here.');
  return found.find(isFailed)?.error;
}

function poolOf(
  url: string,
  max: number,
  queryTimeoutMs: number | undefined,
  renewedUrl: RenewedUrl | undefined,
): Pool {
  const config = {
    connectionString: url,
    max,
    keepAlive: true,
    application_name: 'facet',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...(queryTimeoutMs !== undefined && { query_timeout: queryTimeoutMs }),
    onConnect: begin,
    ...(renewedUrl && { Client: clientWith(() => withUserOf(renewedUrl(), url)) }),
  };
  const pool = new Pool(config);
  // The pool drops a connection that breaks while nobody uses it, and whoever uses one learns from the query: without
  // listeners either would end the process.
  pool.on('error', ignored);
  pool.on('connect', (client) => client.on('error', ignored));
  return pool;
}

/** The pool makes each connection anew from one configuration: this one asks for its address when it is made. */
const clientWith = (address: () => string) =>
  class extends Client {
    constructor(config?: ClientConfig) {
      super({ ...config, connectionString: address() });
    }
  };

const USER = /^(postgres(?:ql)?:\/\/)((?:[^/?#]*@)?)/;

/** An address with the user and the password of another one. */
function withUserOf(renewed: string, address: string): string {
  const [, , user = ''] = USER.exec(renewed) ?? [];
  return address.replace(USER, (_whole, scheme: string) => scheme + user);
}

const ignored = (): void => undefined;
