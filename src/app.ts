import { fileURLToPath } from 'node:url';
import type { BackendAdapter } from './backends/backend.ts';
import { loadDocument } from './backends/document.ts';
import { DriftWatch } from './backends/drift.ts';
import type { ConfiguredBackend, Environment } from './backends/index.ts';
import { connectHttp } from './backends/pool.ts';
import type { ConnectedHttp } from './backends/pool.ts';
import type { Health } from './backends/breaker.ts';
import { ReadCache } from './backends/read-cache.ts';
import { renewing } from './backends/renewing.ts';
import { resilient } from './backends/resilient.ts';
import { RetryBudget } from './backends/retry-budget.ts';
import { retryingReads } from './backends/retry.ts';
import { UNCONNECTED } from './backends/unconnected.ts';
import { BindingWatch, bindRegistry } from './binding.ts';
import { inSandbox, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { completeAnswer } from './graphql/answer.ts';
import { createContext } from './graphql/context.ts';
import type { Services } from './graphql/context.ts';
import { readTraced } from './graphql/traced.ts';
import { executionWith } from './graphql/execution.ts';
import { errorFormatter } from './graphql/format-error.ts';
import { parseOptions, validationOptions, validationRules } from './graphql/limits/document.ts';
import { Planner } from './graphql/planner.ts';
import { executableSchema } from './graphql/schema.ts';
import { openRegistryOf } from './open-registry.ts';
import type { DurableRegistry } from './registry/operations.ts';
import type { Sandbox } from '../sandbox/index.ts';
import { startServer } from './server/server.ts';
import { type Hearers, hear } from './users/hear.ts';
import { CachedContacts } from './users/cached-contacts.ts';
import { sightingsIn } from './users/sightings.ts';
import { fieldSources } from './users/field-sources.ts';
import { unifiedFields } from './users/fields.ts';
import { ConflictSweep } from './users/operations/conflict-sweep.ts';
import { OperationEngine } from './users/operations/engine.ts';
import { Recovery } from './users/operations/recovery.ts';

/** A running Facet. */
export interface Facet {
  /** Without a slash at the end. */
  readonly url: string;
  readonly config: Config;
  readonly registry: DurableRegistry;
  /** The built-in backends when they are in use. */
  readonly sandbox: Sandbox | null;
  /** How the backends' answers differ from their documents. */
  readonly drift: DriftWatch;
  /** Resolves when the registry was bound to other backends meanwhile: whoever runs this Facet has to end it. */
  readonly rebound: Promise<void>;
  /** Answers what is in flight, then frees everything. */
  readonly close: () => Promise<void>;
}

/** Where `npm ci` builds GraphiQL. */
const EXPLORER = fileURLToPath(new URL('../dist/explorer', import.meta.url));

/**
 * Constructs and starts everything; the only place where that happens.
 * @throws ConfigError when the environment is wrong, or the database that it names cannot be used.
 */
export async function startFacet(
  environment: Environment,
  report: (error: unknown) => void,
  explorerFolder = EXPLORER,
): Promise<Facet> {
  // What was started is ended again, last first, when a later part cannot start.
  await using started = new AsyncDisposableStack();
  const asked = readConfig(environment);
  const sandbox = asked.sandbox
    ? started.adopt(await startSandbox(), async (it) => it.close())
    : null;
  const config = sandbox ? inSandbox(asked, environment, sandbox.environment) : asked;
  const drift = new DriftWatch(say);
  const connections = config.backends.map((backend) => connect(backend, config, drift));
  started.defer(async () => {
    await Promise.all(connections.map(async ({ http }) => http?.close()));
  });
  const connected = connections.map(({ adapter }) => adapter);
  const sightings = sightingsIn(connected);
  const registry = started.adopt(await openRegistryOf(config, connected), async (it) => it.close());
  await bindRegistry(registry, config);
  const binding = started.adopt(new BindingWatch(registry, config), async (it) => it.close());
  if (sandbox) await introduce(sandbox, registry);
  const adapters = new Map(connections.map(({ adapter }) => [adapter.name, adapter]));
  const { operations: settings } = config;
  const log = registry.operations;
  const fingerprints = new Map(connections.map((one) => [one.adapter, one.fingerprint]));
  const cache = config.cacheTtlMs > 0 ? new ReadCache(config.cacheTtlMs, fingerprints) : null;
  const retries = new Map(connections.map(({ adapter, budget }) => [adapter.name, budget]));
  const engine = new OperationEngine({ log, adapters, settings, retries }, (account) =>
    cache?.forget(account),
  );
  started.adopt(new Recovery(engine, log, settings, report), async (it) => it.close());
  started.adopt(new ConflictSweep(log, settings, { say, report }), async (it) => it.close());
  const server = started.adopt(
    await serve(
      config,
      { registry, engine, adapters, connections, cache, sightingsIn: sightings },
      { report, explorerFolder },
    ),
    async (it) => it.close(),
  );
  const running = started.move();
  return {
    url: server.url,
    config,
    registry,
    sandbox,
    drift,
    rebound: binding.lost,
    close: async () => running.disposeAsync(),
  };
}

/** What the stand-ins are made of is loaded for them alone. */
async function startSandbox(): Promise<Sandbox> {
  const sandbox = await import('../sandbox/index.ts');
  return sandbox.startSandbox();
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Links the sandbox's people, once for a database. */
async function introduce(sandbox: Sandbox, registry: DurableRegistry): Promise<void> {
  if ((await registry.count(null)) > 0) return;
  const people = sandbox.people.map(({ accounts }) => accounts);
  await registry.seed(people, { kind: 'LINK', actor: 'facet', evidence: 'sandbox' });
}

interface Connection {
  readonly adapter: BackendAdapter;
  /** `null` when the backend is not configured. */
  readonly http: ConnectedHttp | null;
  readonly health: () => Health;
  readonly fingerprint: string;
  /** For repetitions of reads and writes together. */
  readonly budget: RetryBudget;
}

function connect(backend: ConfiguredBackend, config: Config, drift: DriftWatch): Connection {
  const { name, url, document, fingerprint } = backend;
  const budget = new RetryBudget();
  if (url === undefined) {
    const adapter = backend.connect(UNCONNECTED);
    return { adapter, http: null, health: () => 'OK', fingerprint, budget };
  }
  const http = connectHttp({
    backend: name,
    url,
    timeoutMs: config.backendTimeoutMs,
    document: loadDocument(document),
    drift,
  });
  const guarded = resilient(name, http, config.breaker);
  const bare = backend.connect(renewing(guarded));
  const adapter = config.readRetries ? retryingReads(bare, budget) : bare;
  return { adapter, http, health: guarded.health, fingerprint, budget };
}

interface Parts extends Pick<
  Services,
  'registry' | 'engine' | 'adapters' | 'cache' | 'sightingsIn'
> {
  readonly connections: readonly Connection[];
}

interface Surroundings {
  readonly report: (error: unknown) => void;
  readonly explorerFolder: string;
}

/** Between an operation's deadline and the last byte of its response. */
const SLACK_MS = 5000;

async function serve(
  config: Config,
  { registry, engine, adapters, connections, cache, sightingsIn: sightings }: Parts,
  { report, explorerFolder }: Surroundings,
): ReturnType<typeof startServer> {
  const { host, port, precedence } = config;
  const health = new Map(connections.map((one) => [one.adapter.name, one.health]));
  const fields = unifiedFields([...adapters.values()], precedence);
  const services: Services = {
    registry,
    engine,
    adapters,
    fields,
    planner: new Planner(fields, adapters),
    healthOf: (backend) => health.get(backend)?.() ?? 'OK',
    cache,
    sightingsIn: sightings,
    cachedContacts: cache && new CachedContacts(cache, sightings),
  };
  const limits = {
    timeoutMs: config.operationTimeoutMs,
    backendCalls: config.maxBackendCalls,
    listBackendCalls: config.maxListBackendCalls,
    objects: config.maxNodes,
  };
  const hearers: Hearers = { registry, onChange: (account) => cache?.forget(account) };
  const formatError = errorFormatter(report);
  return startServer({
    host,
    port,
    allowedHosts: config.allowedHosts,
    // What the sandbox tells is made up: a frontend that is being written on this machine may read it.
    origins: { listed: config.corsOrigins, anyLoopback: config.sandbox },
    timeouts: {
      request: config.requestTimeoutMs,
      response: config.operationTimeoutMs + SLACK_MS,
    },
    report,
    schema: executableSchema(),
    validationRules: [...validationRules],
    validationOptions,
    parseOptions,
    formatError,
    listener: { ...completeAnswer, responseForOperation: executionWith(formatError) },
    createContext: ({ headers }, { raw }) =>
      createContext(services, {
        traced: readTraced(headers['x-facet-trace']),
        reuses: !/\bno-(cache|store)\b/i.test(headers['cache-control'] ?? ''),
        limits,
        onClose: (end) => raw.once('close', end),
      }),
    explorerFolder,
    explorerFacts: { sandbox: config.sandbox, sources: fieldSources(fields) },
    hooks: config.backends.flatMap(({ hook }) =>
      hook ? [{ ...hook, handle: async (call) => hear(hook, call, hearers) }] : [],
    ),
    readiness: async () => {
      await registry.ready();
      return true;
    },
  });
}
