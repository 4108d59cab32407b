import { z } from 'zod';
import { backends } from './backends/index.ts';
import type { Environment } from './backends/index.ts';
import type { OperationSettings } from './users/operations/settings.ts';

const MOST_MS = 600_000;

/**
 * Reads `<BACKEND>_SETTLE_MS`: how long after it was sent a request of a process that died may still take effect there.
 * As long as an attempt may take where nothing else is said.
 * @throws ZodError
 */
export function settleTimes(
  environment: Environment,
  usualMs: number,
): OperationSettings['settleMs'] {
  const variables = backends.map(({ name }) => `${name}_SETTLE_MS`);
  const settings = z.object(
    Object.fromEntries(variables.map((variable) => [variable, milliseconds(variable, usualMs)])),
  );
  const times = settings.parse(environment);
  return (backend) => times[`${backend}_SETTLE_MS`] ?? usualMs;
}

function milliseconds(variable: string, usualMs: number) {
  const message = `${variable} must be a number of milliseconds from 0 to ${MOST_MS}.`;
  return z.coerce
    .number(message)
    .int(message)
    .min(0, message)
    .max(MOST_MS, message)
    .default(usualMs);
}
