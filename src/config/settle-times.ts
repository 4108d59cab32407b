import { z } from 'zod';
import { backends } from '#backends';
import type { ConfiguredBackend, Environment } from '#backends';
import { ConfigError } from '#errors';
import type { OperationSettings } from '#operations';
import type { Backend } from '#schema';
import { wholeNumber } from './whole-number.ts';

const MOST_MS = 600_000;

/** The variable that holds a backend's time. */
export const settleVariable = (backend: Backend): string => `${backend}_SETTLE_MS`;

/**
 * Reads `<BACKEND>_SETTLE_MS`: how long after it was sent a request of a process that died may still take effect there.
 * As long as an attempt may take where nothing else is said.
 * @throws ZodError
 */
export function settleTimes(
  environment: Environment,
  usualMs: number,
): OperationSettings['settleMs'] {
  const variables = backends.map(({ name }) => settleVariable(name));
  const settings = z.object(
    Object.fromEntries(
      variables.map((variable) => [
        variable,
        wholeNumber(variable, ' of milliseconds', 0, MOST_MS, usualMs),
      ]),
    ),
  );
  const times = settings.parse(environment);
  return (backend) => times[settleVariable(backend)] ?? usualMs;
}

/** @throws ConfigError for a time to wait for a backend that is not called */
export function refuseUselessTimes(
  environment: Environment,
  connected: readonly ConfiguredBackend[],
): void {
  for (const { name, url } of connected) {
    const variable = settleVariable(name);
    if (url !== undefined || environment[variable] === undefined) continue;
    throw new ConfigError(
      `${variable} has no effect: ${name} is not configured. Set its URL, or unset it.`,
    );
  }
}
