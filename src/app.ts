import { fileURLToPath } from 'node:url';
import { openAccess } from '#access';
import { SharedReads, connectBackends } from '#backends';
import type { DriftWatch, Environment } from '#backends';
import { bindingOf, inSandbox, operationLimits, readConfig, serverSettings } from '#config';
import type { Config } from '#config';
import { graphqlApi } from '#graphql';
import { OperationEngine, startBackground } from '#operations';
import { BindingWatch, Heartbeat, bindRegistry } from '#registry';
import type { DurableRegistry } from '#registry';
import { startServer } from '#server';
import { DescriptorWatch, openLog, openTracing } from '#telemetry';
import { openRegistryOf, contactPointExtractor, webhooksFor } from '#users';
import { linkSandboxPeople, startSandbox } from './load-sandbox.ts';
import type { Sandbox } from './load-sandbox.ts';
import { readinessOf } from './readiness.ts';

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
  const own = <T extends { close(): unknown }>(part: T): T =>
    started.adopt(part, async (it) => void (await it.close()));
  const asked = readConfig(environment);
  await openLog(asked.logLevel);
  if (asked.tracesUrl !== null) own(await openTracing(asked.tracesUrl));
  const sandbox = asked.sandbox ? own(await startSandbox()) : null;
  const config = sandbox ? inSandbox(asked, environment, sandbox.environment) : asked;
  const { credentials, auditTtlMs, operations: settings } = config;
  const { trusted, introspection } = config.documents;

  const backends = own(connectBackends(config));
  const { adapters, healthOf, retries, drift } = backends;
  const shared = own(new SharedReads(backends, config.cacheTtlMs));
  const onChange = shared.forget;

  const registry = own(await openRegistryOf(config, [...adapters.values()]));
  const parts = bindingOf(config);
  await bindRegistry(registry, parts);
  const binding = own(new BindingWatch(registry, parts, settings.recoveryIntervalMs));
  if (sandbox) await linkSandboxPeople(sandbox, registry);

  own(new Heartbeat(registry.instances));
  own(new DescriptorWatch());

  const log = registry.operations;
  const engine = new OperationEngine({ log, adapters, settings, retries }, onChange);
  own(startBackground({ engine, log, settings, report }));
  const access = own(openAccess({ credentials, trusted, auditTtlMs, report }, registry));
  const { gate, onForbidden } = access;

  const { precedence, subgraphNode, subgraphRules } = config;
  const contactPointsIn = contactPointExtractor([...adapters.values()]);
  const deps = { registry, engine, adapters, healthOf, shared, contactPointsIn };
  const hooks = config.backends.flatMap(({ hook }) => hook ?? []);
  const { sources, ...api } = graphqlApi(
    { ...deps, precedence, subgraphNode, subgraphRules, introspection, report, onForbidden },
    operationLimits(config),
  );
  const server = own(
    await startServer({
      ...serverSettings(config),
      ...api,
      ...gate,
      hooks: webhooksFor(hooks, { registry, onChange }),
      readiness: async () => readinessOf(registry),
      explorerFolder,
      // The names of fields are the schema's.
      explorerFacts: { sandbox: config.sandbox, sources: introspection ? sources : {} },
    }),
  );
  const running = started.move();
  const rest = { config, registry, sandbox, drift, rebound: binding.lost };
  return { url: server.url, ...rest, close: async () => running.disposeAsync() };
}
