/** For Facets that are killed: quick, in the ratios of the defaults. */
export const TIMES = {
  BACKEND_TIMEOUT_MS: '250',
  OPERATION_TIMEOUT_MS: '8000',
  OPERATION_LEASE_MS: '350',
  RECOVERY_INTERVAL_MS: '100',
  BREAKER: '0',
  HOST: '127.0.0.1',
  PORT: '0',
  SANDBOX: '0',
  // What goes wrong inside is told to the parent.
  LOG_LEVEL: 'silent',
};
