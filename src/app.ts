import { fileURLToPath } from 'node:url';
import type { BackendAdapter } from './backends/backend.ts';
import { loadDocument } from './backends/document.ts';
import type { ConfiguredBackend, Environment } from './backends/index.ts';
import type { HttpBackend } from './backends/http.ts';
import { connectHttp } from './backends/pool.ts';
import type { ConnectedHttp } from './backends/pool.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { completeAnswer } from './graphql/answer.ts';
import { createContext } from './graphql/context.ts';
import type { Services } from './graphql/context.ts';
import { errorFormatter } from './graphql/format-error.ts';
import { Planner } from './graphql/planner.ts';
import { buildSchema } from './graphql/schema.ts';
import { openRegistry } from './registry/open.ts';
import type { DurableRegistry } from './registry/operations.ts';
import { startSandbox } from './sandbox/index.ts';
import type { Sandbox } from './sandbox/index.ts';
import { startServer } from './server/server.ts';
import { unifiedFields } from './users/fields.ts';
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
  /** Answers what is in flight, then frees everything. */
  readonly close: () => Promise<void>;
}

/** Where `npm ci` builds GraphiQL. */
const EXPLORER = fileURLToPath(new URL('../dist/explorer', import.meta.url));

/**
 * Constructs and starts everything; the only place where that happens.
 * @throws ConfigError when the environment is wrong, FacetError REGISTRY_UNAVAILABLE when the database cannot be opened.
 */
export async function startFacet(
  environment: Environment,
  report: (error: unknown) => void,
  explorerFolder = EXPLORER,
): Promise<Facet> {
  const asked = readConfig(environment);
  const sandbox = asked.sandbox ? await startSandbox() : null;
  const config = sandbox
    ? readConfig({ ...environment, ...sandbox.environment, SANDBOX: '1' })
    : asked;
  const registry = await openRegistry(config.databaseUrl);
  if (sandbox) await introduce(sandbox, registry);
  const connections = config.backends.map((backend) => connect(backend, config));
  const adapters = new Map(connections.map(({ adapter }) => [adapter.name, adapter]));
  const { operations: settings } = config;
  const engine = new OperationEngine({ log: registry.operations, adapters, settings });
  const server = await serve(config, { registry, engine, adapters }, { report, explorerFolder });
  const recovery = new Recovery(engine, registry.operations, settings, report);
  return {
    url: server.url,
    config,
    registry,
    sandbox,
    close: async () => {
      await server.close();
      await recovery.close();
      await Promise.all(connections.map(async ({ http }) => http?.close()));
      await registry.close();
      await sandbox?.close();
    },
  };
}

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
}

function connect(backend: ConfiguredBackend, { backendTimeoutMs }: Config): Connection {
  const { name, url, document } = backend;
  if (url === undefined) return { adapter: backend.connect(UNCONNECTED), http: null };
  const http = connectHttp({
    backend: name,
    url,
    timeoutMs: backendTimeoutMs,
    document: loadDocument(document),
  });
  return { adapter: backend.connect(http), http };
}

/** Stands for the HTTP of a backend that is not configured: nothing may call it. */
const UNCONNECTED: HttpBackend = {
  call: async () => {
    throw new Error('A backend that is not configured was called.');
  },
};

interface Surroundings {
  readonly report: (error: unknown) => void;
  readonly explorerFolder: string;
}

async function serve(
  { host, port, precedence, operationTimeoutMs }: Config,
  { registry, engine, adapters }: Pick<Services, 'registry' | 'engine' | 'adapters'>,
  { report, explorerFolder }: Surroundings,
): ReturnType<typeof startServer> {
  const fields = unifiedFields([...adapters.values()], precedence);
  const planner = new Planner(fields, adapters);
  const services = { registry, engine, adapters, fields, planner };
  return startServer({
    host,
    port,
    schema: buildSchema(adapters),
    formatError: errorFormatter(report),
    plugins: [completeAnswer],
    createContext: ({ headers }, { raw }) =>
      createContext(services, {
        traced: headers['x-facet-trace'] === '1',
        timeoutMs: operationTimeoutMs,
        onClose: (end) => raw.once('close', end),
      }),
    explorerFolder,
    readiness: async () => (await registry.find([{ by: 'userId', id: '' }])).length === 0,
  });
}
