import type { Config } from './read-config.ts';

/** Between an operation's deadline and the last byte of its response. */
const SLACK_MS = 5000;

/** Where and for whom the server listens, and how large and how slow a request may be. */
export const serverSettings = (config: Config) => ({
  host: config.host,
  port: config.port,
  metricsPort: config.metricsPort,
  allowedHosts: config.allowedHosts,
  // What the sandbox tells is made up: a frontend that is being written on this machine may read it.
  origins: { listed: config.corsOrigins, anyLoopback: config.sandbox },
  maxBodyBytes: config.maxBodyBytes,
  timeouts: {
    request: config.requestTimeoutMs,
    response: config.operationTimeoutMs + SLACK_MS,
  },
});

/** What one GraphQL operation may cost. */
export const operationLimits = (config: Config) => ({
  timeoutMs: config.operationTimeoutMs,
  backendCalls: config.maxBackendCalls,
  listBackendCalls: config.maxListBackendCalls,
  objects: config.maxNodes,
});
