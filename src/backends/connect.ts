import type { Backend } from '#schema';
import { metrics, note } from '#telemetry';
import type { BackendState } from '#telemetry';
import type { BackendAdapter } from './backend.ts';
import type { ConfiguredBackend } from './configuration/known-backend.ts';
import { DriftWatch } from './http/drift.ts';
import type { ProxySettings } from './http/dispatcher.ts';
import { loadDocument } from './http/openapi-document.ts';
import { connectHttp } from './http/connect-http.ts';
import type { ConnectedHttp } from './http/connect-http.ts';
import { withRenewedCredentials } from './http/renewing.ts';
import { UNCONNECTED } from './http/unconnected.ts';
import type { Health } from './resilience/standing.ts';
import { retryingReads } from './resilience/retry.ts';
import { RetryPolicy } from './resilience/retry-policy.ts';
import { withCircuitBreaker } from './resilience/with-circuit-breaker.ts';

/** Which backends there are, and how they are called. */
export interface ConnectionSettings {
  readonly backends: readonly ConfiguredBackend[];
  /** For one attempt at a backend. */
  readonly backendTimeoutMs: number;
  /** On the way to backends. */
  readonly proxies: ProxySettings;
  readonly readRetries: boolean;
  /** A backend that keeps failing is left alone. */
  readonly breaker: boolean;
}

/** Every backend, connected, in the order of the enum; each map has all of them. */
export interface ConnectedBackends {
  readonly adapters: ReadonlyMap<Backend, BackendAdapter>;
  /** Tell a backend's address and credentials apart from others. */
  readonly fingerprints: ReadonlyMap<BackendAdapter, string>;
  /** For retries of a backend's reads and writes together. */
  readonly retries: ReadonlyMap<Backend, RetryPolicy>;
  /** How a backend fares; makes no call. One that is not configured is `UNKNOWN`. */
  readonly healthOf: (backend: Backend) => Health;
  /** How the backends' answers differ from their documents. */
  readonly drift: DriftWatch;
  /** Ends all connections. */
  readonly close: () => Promise<void>;
}

/**
 * Puts each backend together: its adapter over a pool of connections that checks responses, renews refused credentials,
 * has a circuit breaker, and repeats reads. One that is not configured calls nobody.
 */
export function connectBackends(settings: ConnectionSettings): ConnectedBackends {
  const drift = new DriftWatch((line) => note('warn', 'drift', line));
  const all = settings.backends.map((backend) => connect(backend, settings, drift));
  metrics.watchBackends(() => all.flatMap(stateOf));
  const health = new Map(all.map((one) => [one.adapter.name, one.health]));
  return {
    adapters: new Map(all.map(({ adapter }) => [adapter.name, adapter])),
    fingerprints: new Map(all.map(({ adapter, fingerprint }) => [adapter, fingerprint])),
    retries: new Map(all.map(({ adapter, retries }) => [adapter.name, retries])),
    healthOf: (backend) => health.get(backend)?.() ?? 'UNKNOWN',
    drift,
    close: async () => {
      await Promise.all(all.map(async ({ http }) => http?.close()));
    },
  };
}

const stateOf = ({ adapter, http, health, wrong, retries }: Connection): readonly BackendState[] =>
  http === null
    ? []
    : [{ backend: adapter.name, status: health(), wrong: wrong(), retriesLeft: retries.left }];

interface Connection {
  readonly adapter: BackendAdapter;
  /** `null` when the backend is not configured. */
  readonly http: ConnectedHttp | null;
  readonly health: () => Health;
  readonly wrong: () => string | null;
  readonly fingerprint: string;
  readonly retries: RetryPolicy;
}

function connect(
  backend: ConfiguredBackend,
  { backendTimeoutMs: timeoutMs, breaker, proxies, readRetries }: ConnectionSettings,
  drift: DriftWatch,
): Connection {
  const { name, url, document, fingerprint } = backend;
  const retries = new RetryPolicy(timeoutMs, (kind, decision) =>
    metrics.retry(name, kind, decision),
  );
  if (url === undefined) {
    const adapter = backend.connect(UNCONNECTED);
    return {
      adapter,
      http: null,
      health: () => 'UNKNOWN',
      wrong: () => null,
      fingerprint,
      retries,
    };
  }
  const http = connectHttp({
    backend: name,
    url,
    timeoutMs,
    proxies,
    document: loadDocument(document),
    drift,
  });
  const guarded = withCircuitBreaker(name, http, breaker);
  const bare = backend.connect(withRenewedCredentials(guarded));
  const adapter = readRetries ? retryingReads(bare, retries) : bare;
  return { adapter, http, health: guarded.health, wrong: guarded.wrong, fingerprint, retries };
}
