import { z } from 'zod';
import type { CredentialSettings } from '#access';
import { NO_PROXIES, backends, section } from '#backends';
import type { ConfiguredBackend, Environment, ProxySettings, Secret } from '#backends';
import { ConfigError } from '#errors';
import { parseHostSetting, parseOrigin } from '#normalise';
import type { OperationSettings } from '#operations';
import type { RegistryKey } from '#registry';
import { readPrecedence } from '#users';
import type { PrecedenceOverrides } from '#users';
import type { LogLevel } from '#telemetry';
import {
  credentialSettings,
  credentials,
  host,
  refuseOpenHost,
  tellsApart,
} from './credential-settings.ts';
import { documentSettings, documents } from './document-settings.ts';
import type { DocumentSettings } from './document-settings.ts';
import { PROXY_VARIABLES, SMALL_PROXY_VARIABLES, readProxies } from './proxies.ts';
import { refuseNamedDatabase, usualDatabase } from './sandbox-database.ts';
import { linesOf } from './problem-lines.ts';
import { registryKeys } from './registry-keys.ts';
import { telemetrySettings } from './telemetry-settings.ts';
import { refuseUselessTimes, settleTimes, settleVariable } from './settle-times.ts';
import { refuseSharedSandbox } from './shared-sandbox.ts';
import { checkNames } from './variable-names.ts';
import { wholeNumber } from './whole-number.ts';

/** Everything that the environment decides, checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** `null`: the metrics are served at `port`, too. */
  readonly metricsPort: number | null;
  /** Who may call. */
  readonly credentials: CredentialSettings;
  /** Host names, each with or without a port, by which callers reach this server besides those of this machine. */
  readonly allowedHosts: readonly string[];
  /** Web pages of these origins may call, as browsers write an origin. */
  readonly corsOrigins: readonly string[];
  readonly documents: DocumentSettings;
  /** The least weight of what the log tells. */
  readonly logLevel: LogLevel;
  /** Of a collector of OpenTelemetry; `null`: nothing is traced. */
  readonly tracesUrl: string | null;
  /** For a request to arrive as a whole. */
  readonly requestTimeoutMs: number;
  readonly databaseUrl: string;
  /** Reads it again, where it stands in a file. */
  readonly renewedDatabaseUrl?: () => string;
  /** For one attempt at a backend. */
  readonly backendTimeoutMs: number;
  /** An answer of a backend is used again for this time; 0 is never. */
  /** Processes that serve. */
  readonly workers: number;
  readonly cacheTtlMs: number;
  /** On the way to backends. */
  readonly proxies: ProxySettings;
  readonly readRetries: boolean;
  readonly maxBackendCalls: number;
  /** Of an operation that asks for a list of people: what its budget may grow to. */
  readonly maxListBackendCalls: number;
  /** People and accounts in one answer. */
  readonly maxNodes: number;
  /** `Query.node` and `nodes` stand in the SDL that gateways compose. */
  readonly subgraphNode: boolean;
  /** So do the rules of who may have which field. */
  readonly subgraphRules: boolean;
  /** Of a request to `/graphql`. */
  readonly maxBodyBytes: number;
  /** A backend that keeps failing is left alone. */
  readonly breaker: boolean;
  /** For one GraphQL operation. */
  readonly operationTimeoutMs: number;
  readonly operations: OperationSettings;
  /** What the registry keeps of people is encrypted with the first, and may be under any of them; none: it is not. */
  readonly registryKeys: readonly RegistryKey[];
  /** How long an entry of the audit is kept. */
  readonly auditTtlMs: number;
  /** The backends are the built-in ones. */
  readonly sandbox: boolean;
  readonly precedence: PrecedenceOverrides;
  readonly backends: readonly ConfiguredBackend[];
}

const milliseconds = (variable: string, least: number, usual: number) =>
  wholeNumber(variable, ' of milliseconds', least, 600_000, usual);

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A number and a unit, such as `90s`; comes out in milliseconds. */
const duration = (variable: string, usual: string) =>
  z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,5}[smhd]$/, `${variable} must be a number with s, m, h or d, such as 24h.`)
    .default(usual)
    .transform((text) => Number.parseInt(text, 10) * (UNITS[text.slice(-1)] ?? 0));

/** Texts separated by commas; `parse` gives `null` for one that is not valid. */
const list = (message: string, parse: (entry: string) => string | null) =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      const entries = text.split(',').map((entry) => entry.trim());
      const parsed = entries.filter((entry) => entry !== '').map(parse);
      if (parsed.includes(null)) context.addIssue({ code: 'custom', message });
      return parsed.filter((entry) => entry !== null);
    });

const shape = {
  HOST: host,
  PORT: wholeNumber('PORT', '', 0, 65535, 4000),
  ...telemetrySettings,
  ALLOWED_HOSTS: list(
    'ALLOWED_HOSTS must be host names, such as facet.example.com or facet.example.com:8443, separated by commas.',
    (entry) => (!entry.includes('*') && parseHostSetting(entry) ? entry : null),
  ),
  CORS_ORIGINS: list(
    'CORS_ORIGINS must be origins, such as https://app.example.com, separated by commas: no path, and no *, since pages may send credentials.',
    (entry) => (entry.includes('*') ? null : parseOrigin(entry)),
  ),
  REQUEST_TIMEOUT_MS: milliseconds('REQUEST_TIMEOUT_MS', 1, 30_000),
  BACKEND_TIMEOUT_MS: milliseconds('BACKEND_TIMEOUT_MS', 1, 3000),
  OPERATION_TIMEOUT_MS: milliseconds('OPERATION_TIMEOUT_MS', 1, 10_000),
  IDEMPOTENCY_TTL: duration('IDEMPOTENCY_TTL', '24h'),
  RECOVERY_INTERVAL_MS: milliseconds('RECOVERY_INTERVAL_MS', 1, 2000),
  OPERATION_LEASE_MS: milliseconds('OPERATION_LEASE_MS', 1, 5000),
  PENDING_MAX_ATTEMPTS: wholeNumber('PENDING_MAX_ATTEMPTS', '', 1, 10_000, 20),
  PENDING_MAX_AGE: duration('PENDING_MAX_AGE', '24h'),
  REGISTRY_KEY_FILE: z.string().optional(),
  AUDIT_TTL: duration('AUDIT_TTL', '400d'),
  FACET_WORKERS: wholeNumber('FACET_WORKERS', '', 1, 64, 1),
  CACHE_TTL_MS: milliseconds('CACHE_TTL_MS', 0, 5000),
  MAX_BACKEND_CALLS: wholeNumber('MAX_BACKEND_CALLS', '', 1, 10_000, 100),
  MAX_LIST_BACKEND_CALLS: wholeNumber('MAX_LIST_BACKEND_CALLS', '', 1, 100_000, 1000),
  SUBGRAPH_RULES: z.enum(['0', '1'], 'SUBGRAPH_RULES must be 1 or 0.').optional(),
  SUBGRAPH_NODE: z.enum(['0', '1'], 'SUBGRAPH_NODE must be 1 or 0.').default('0'),
  MAX_NODES: wholeNumber('MAX_NODES', '', 1, 1_000_000, 10_000),
  MAX_BODY_BYTES: wholeNumber('MAX_BODY_BYTES', ' of bytes', 1024, 16_777_216, 1_048_576),
  READ_RETRIES: z.enum(['0', '1'], 'READ_RETRIES must be 1 or 0.').default('1'),
  BREAKER: z.enum(['0', '1'], 'BREAKER must be 1 or 0.').default('1'),
  SANDBOX: z.enum(['0', '1'], 'SANDBOX must be 1 or 0.').optional(),
  PRECEDENCE: z.string().default(''),
};

/** Holds a password where it names a PostgreSQL. */
const DATABASE_URL = z
  .string()
  .regex(
    /^(sqlite:.+|postgres(ql)?:\/\/.+)$/s,
    'DATABASE_URL must be sqlite:<file> or postgres://….',
  )
  .optional();

/** The settings that belong to no backend. */
export const settings = section(shape, { DATABASE_URL });

const SETTLE_TIMES = backends.map(({ name }) => settleVariable(name));

/** Every variable that Facet reads. */
export const VARIABLES: ReadonlySet<string> = new Set([
  ...credentials.variables,
  ...documents.variables,
  ...settings.variables,
  ...SETTLE_TIMES,
  ...PROXY_VARIABLES,
  ...backends.flatMap(({ variables }) => variables),
]);

/** Other spellings of these are no slips of the hand. */
export const KNOWN: ReadonlySet<string> = new Set([...VARIABLES, ...SMALL_PROXY_VARIABLES]);

/** With what the names of a backend's variables begin. */
export const PREFIXES: ReadonlySet<string> = new Set(
  backends.map(({ name }) => `${name.split('_', 1).join('')}_`),
);

/**
 * Reads the environment. In the sandbox there are no backends yet: `inSandbox` puts them in.
 * @throws ConfigError with one line that names the variable and what it wants, never its value.
 */
export function readConfig(environment: Environment): Config {
  checkNames(environment, KNOWN, PREFIXES);
  return parsing(() => configOf(setIn(environment)));
}

/**
 * The configuration once the sandbox runs, whose variables are `backends`.
 * @throws ConfigError when the environment sets one of these too: it would have no effect
 */
export function inSandbox(config: Config, environment: Environment, given: Environment): Config {
  const own = setIn(environment);
  const twice = Object.keys(given).find((name) => own[name] !== undefined);
  if (twice !== undefined) {
    throw new ConfigError(
      `${twice} has no effect in the sandbox, which has backends of its own: unset it, or SANDBOX.`,
    );
  }
  return parsing(() => ({ ...config, backends: configured({ ...own, ...given }) }));
}

function parsing<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof z.ZodError) throw new ConfigError(linesOf(error)[0], { cause: error });
    throw error;
  }
}

/** A blank variable counts as unset. A line break at the end is none of the value: `$(cat file)` and editors leave them. */
export const setIn = (environment: Environment): Environment =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value = '']) =>
      value.trim() === '' ? [] : [[name, value.replace(/[\r\n]+$/, '')]],
    ),
  );

const configured = (environment: Environment): readonly ConfiguredBackend[] =>
  backends.map(({ configure }) => configure(environment));

function configOf(environment: Environment): Config {
  const own = settings.parse(environment);
  const connected = own.SANDBOX === '1' ? [] : configured(environment);
  const sandbox =
    own.SANDBOX === undefined ? connected.every(({ url }) => !url) : own.SANDBOX === '1';
  const database = own.DATABASE_URL;
  const databaseUrl = database?.value;
  if (sandbox) refuseNamedDatabase(databaseUrl, own.SANDBOX);
  else refuseUselessTimes(environment, connected);
  if (sandbox) refuseSharedSandbox(own.FACET_WORKERS);
  const callers = credentialSettings(environment);
  const proxies = readProxies(environment);
  refuseOpenHost(own.HOST, callers);
  return Object.freeze({
    host: own.HOST,
    credentials: callers,
    port: own.PORT,
    metricsPort: own.METRICS_PORT === 0 ? null : own.METRICS_PORT,
    allowedHosts: own.ALLOWED_HOSTS,
    corsOrigins: own.CORS_ORIGINS,
    documents: documentSettings(environment),
    logLevel: own.LOG_LEVEL,
    tracesUrl: own.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    requestTimeoutMs: own.REQUEST_TIMEOUT_MS,
    databaseUrl: databaseUrl ?? usualDatabase(sandbox),
    ...(database?.isRenewable && { renewedDatabaseUrl: () => renewed(database) }),
    backendTimeoutMs: own.BACKEND_TIMEOUT_MS,
    workers: own.FACET_WORKERS,
    cacheTtlMs: own.CACHE_TTL_MS,
    // The sandbox is on this machine.
    proxies: sandbox ? NO_PROXIES : proxies,
    readRetries: own.READ_RETRIES === '1',
    maxBackendCalls: own.MAX_BACKEND_CALLS,
    maxListBackendCalls: listCalls(environment, own),
    maxNodes: own.MAX_NODES,
    subgraphNode: own.SUBGRAPH_NODE === '1',
    // As long as nobody is told apart the rules say nothing, and some gateways refuse a schema that has them.
    subgraphRules: own.SUBGRAPH_RULES ? own.SUBGRAPH_RULES === '1' : tellsApart(callers),
    maxBodyBytes: own.MAX_BODY_BYTES,
    breaker: own.BREAKER === '1',
    operationTimeoutMs: own.OPERATION_TIMEOUT_MS,
    operations: {
      idempotencyTtlMs: own.IDEMPOTENCY_TTL,
      backendTimeoutMs: own.BACKEND_TIMEOUT_MS,
      settleMs: settleTimes(environment, own.BACKEND_TIMEOUT_MS),
      recoveryIntervalMs: own.RECOVERY_INTERVAL_MS,
      leaseMs: own.OPERATION_LEASE_MS,
      pendingMaxAttempts: own.PENDING_MAX_ATTEMPTS,
      pendingMaxAgeMs: own.PENDING_MAX_AGE,
    },
    auditTtlMs: own.AUDIT_TTL,
    registryKeys: registryKeys(own.REGISTRY_KEY_FILE, sandbox),
    sandbox,
    precedence: readPrecedence(own.PRECEDENCE),
    backends: sandbox ? [] : connected,
  });
}

function renewed(secret: Secret): string {
  secret.renew();
  return secret.value;
}

/** A limit that somebody sets for all operations holds for lists as well, as long as theirs is not set too. */
function listCalls(
  { MAX_BACKEND_CALLS: all, MAX_LIST_BACKEND_CALLS: lists }: Environment,
  own: Readonly<Record<'MAX_BACKEND_CALLS' | 'MAX_LIST_BACKEND_CALLS', number>>,
): number {
  if (lists === undefined && all !== undefined) return own.MAX_BACKEND_CALLS;
  if (own.MAX_LIST_BACKEND_CALLS >= own.MAX_BACKEND_CALLS) return own.MAX_LIST_BACKEND_CALLS;
  throw new ConfigError('MAX_LIST_BACKEND_CALLS must be at least MAX_BACKEND_CALLS.');
}
