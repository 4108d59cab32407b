import { FAILURES, RegistryUnavailable } from '#registry';
import type { FailureReason, Registry } from '#registry';

/** Whether the registry can serve a write, as `/readyz` says it: nothing else is needed to answer a request. */
export async function readinessOf(registry: Pick<Registry, 'ready'>) {
  try {
    await registry.ready();
    return null;
  } catch (error) {
    const reason: FailureReason = error instanceof RegistryUnavailable ? error.reason : 'other';
    return { part: 'registry', reason, message: FAILURES[reason] };
  }
}
