import { ConfigError } from '#errors';

/** Its backends keep their people in memory: each process would have other ones. */
export function refuseSharedSandbox(workers: number): void {
  if (workers === 1) return;
  throw new ConfigError(
    'FACET_WORKERS must be 1 in the sandbox, which lives in one process: unset it, or set the URLs of your backends.',
  );
}
