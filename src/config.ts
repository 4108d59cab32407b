import { resolve } from 'node:path';
import { z } from 'zod';
import { backends } from './backends/index.ts';
import type { ConfiguredBackend, Environment } from './backends/index.ts';
import { ConfigError } from './errors.ts';
import { parseHostSetting } from './server/host.ts';
import { parseOrigin } from './server/origin.ts';
import { settleTimes } from './settle-times.ts';
import type { OperationSettings } from './users/operations/settings.ts';
import type { PrecedenceOverrides } from './users/precedence.ts';
import { readPrecedence } from './users/precedence-override.ts';

/** Everything that the environment decides, checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Host names, each with or without a port, by which callers reach this server besides those of this machine. */
  readonly allowedHosts: readonly string[];
  /** Web pages of these origins may call, as browsers write an origin. */
  readonly corsOrigins: readonly string[];
  /** For a request to arrive as a whole. */
  readonly requestTimeoutMs: number;
  readonly databaseUrl: string;
  /** For one attempt at a backend. */
  readonly backendTimeoutMs: number;
  /** An answer of a backend is used again for this time; 0 is never. */
  readonly cacheTtlMs: number;
  readonly readRetries: boolean;
  readonly maxBackendCalls: number;
  /** People and accounts in one answer. */
  readonly maxNodes: number;
  /** A backend that keeps failing is left alone. */
  readonly breaker: boolean;
  /** For one GraphQL operation. */
  readonly operationTimeoutMs: number;
  readonly operations: OperationSettings;
  /** The backends are the built-in ones. */
  readonly sandbox: boolean;
  readonly precedence: PrecedenceOverrides;
  readonly backends: readonly ConfiguredBackend[];
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** A whole number; `holds` says what it counts. */
const count = (variable: string, holds: string, least: number, most: number, usual: number) => {
  const message = `${variable} must be a number${holds} from ${least} to ${most}.`;
  return z.coerce
    .number(message)
    .int(message)
    .min(least, message)
    .max(most, message)
    .default(usual);
};

const milliseconds = (variable: string, least: number, usual: number) =>
  count(variable, ' of milliseconds', least, 600_000, usual);

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

const settings = z.object({
  // Without authentication nobody but this machine may call.
  HOST: z
    .enum(LOOPBACK, `HOST must be one of ${LOOPBACK.join(', ')}: callers cannot be told apart yet.`)
    .default('127.0.0.1'),
  PORT: count('PORT', '', 0, 65535, 4000),
  ALLOWED_HOSTS: list(
    'ALLOWED_HOSTS must be host names, such as facet.example.com or facet.example.com:8443, separated by commas.',
    (entry) => (!entry.includes('*') && parseHostSetting(entry) ? entry : null),
  ),
  CORS_ORIGINS: list(
    'CORS_ORIGINS must be origins, such as https://app.example.com, separated by commas: no path, and no *, since pages may send credentials.',
    (entry) => (entry.includes('*') ? null : parseOrigin(entry)),
  ),
  REQUEST_TIMEOUT_MS: milliseconds('REQUEST_TIMEOUT_MS', 1, 30_000),
  DATABASE_URL: z
    .string()
    .regex(
      /^(sqlite:.+|postgres(ql)?:\/\/.+)$/,
      'DATABASE_URL must be sqlite:<file> or postgres://….',
    )
    .optional(),
  BACKEND_TIMEOUT_MS: milliseconds('BACKEND_TIMEOUT_MS', 1, 3000),
  OPERATION_TIMEOUT_MS: milliseconds('OPERATION_TIMEOUT_MS', 1, 10_000),
  IDEMPOTENCY_TTL: duration('IDEMPOTENCY_TTL', '24h'),
  RECOVERY_INTERVAL_MS: milliseconds('RECOVERY_INTERVAL_MS', 1, 2000),
  OPERATION_LEASE_MS: milliseconds('OPERATION_LEASE_MS', 1, 5000),
  CACHE_TTL_MS: milliseconds('CACHE_TTL_MS', 0, 5000),
  MAX_BACKEND_CALLS: count('MAX_BACKEND_CALLS', '', 1, 10_000, 100),
  MAX_NODES: count('MAX_NODES', '', 1, 1_000_000, 10_000),
  READ_RETRIES: z.enum(['0', '1'], 'READ_RETRIES must be 1 or 0.').default('1'),
  BREAKER: z.enum(['0', '1'], 'BREAKER must be 1 or 0.').default('1'),
  SANDBOX: z.enum(['0', '1'], 'SANDBOX must be 1 or 0.').optional(),
  PRECEDENCE: z.string().default(''),
});

/**
 * The sandbox's people are made up: they get a registry of their own, so that they never mix with real ones.
 */
const SQLITE = 'sqlite:';
const SANDBOX_FILE = 'data/sandbox.db';
const DATABASES = { sandbox: SQLITE + SANDBOX_FILE, real: 'sqlite:data/facet.db' };

/**
 * Reads the environment.
 * @throws ConfigError with one line that names the variable and what it wants, never its value.
 */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  try {
    return configOf(given);
  } catch (error) {
    if (error instanceof z.ZodError) throw new ConfigError(lineOf(error), { cause: error });
    throw error;
  }
}

function configOf(environment: Environment): Config {
  const own = settings.parse(environment);
  const configured = backends.map(({ configure }) => configure(environment));
  const sandbox =
    own.SANDBOX === undefined ? configured.every(({ url }) => !url) : own.SANDBOX === '1';
  if (sandbox) refuseNamedDatabase(own);
  return Object.freeze({
    host: own.HOST,
    port: own.PORT,
    allowedHosts: own.ALLOWED_HOSTS,
    corsOrigins: own.CORS_ORIGINS,
    requestTimeoutMs: own.REQUEST_TIMEOUT_MS,
    databaseUrl: own.DATABASE_URL ?? (sandbox ? DATABASES.sandbox : DATABASES.real),
    backendTimeoutMs: own.BACKEND_TIMEOUT_MS,
    cacheTtlMs: own.CACHE_TTL_MS,
    readRetries: own.READ_RETRIES === '1',
    maxBackendCalls: own.MAX_BACKEND_CALLS,
    maxNodes: own.MAX_NODES,
    breaker: own.BREAKER === '1',
    operationTimeoutMs: own.OPERATION_TIMEOUT_MS,
    operations: {
      idempotencyTtlMs: own.IDEMPOTENCY_TTL,
      backendTimeoutMs: own.BACKEND_TIMEOUT_MS,
      settleMs: settleTimes(environment, own.BACKEND_TIMEOUT_MS),
      recoveryIntervalMs: own.RECOVERY_INTERVAL_MS,
      leaseMs: own.OPERATION_LEASE_MS,
    },
    sandbox,
    precedence: readPrecedence(own.PRECEDENCE),
    backends: configured,
  });
}

/** What was named is for real people: the sandbox neither fills it nor finishes what was begun in it. */
function refuseNamedDatabase({ DATABASE_URL: url, SANDBOX }: z.output<typeof settings>): void {
  if (url === undefined || isSandboxDatabase(url)) return;
  throw new ConfigError(
    SANDBOX === '1'
      ? 'DATABASE_URL must not be set with SANDBOX=1: the sandbox keeps its people in a database of its own.'
      : 'DATABASE_URL is set and no backend is: set the URL of one, such as CHAKRA_URL; or unset DATABASE_URL to ' +
          'run the sandbox in a database of its own; or set SANDBOX=0 to start without any.',
  );
}

const isSandboxDatabase = (url: string): boolean =>
  url.startsWith(SQLITE) && resolve(url.slice(SQLITE.length)) === resolve(SANDBOX_FILE);

function lineOf({ issues }: z.ZodError): string {
  const [issue] = issues;
  const variable = String(issue?.path[0] ?? 'The environment');
  const message = issue?.message ?? 'is not valid.';
  return message.startsWith(variable) ? message : `${variable}: ${message}`;
}
