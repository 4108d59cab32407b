import type { Sandbox } from '../../../sandbox/index.ts';
import type { LoggedRequest } from '../../../sandbox/log.ts';
import { labelOf } from './facts.ts';
import type { BackendName } from './world.ts';
import { BACKENDS } from './world.ts';

/** What arrived at the backends. */
export interface Arrived {
  /** How often each came, labelled as in `Expectation.calls`. */
  readonly calls: ReadonlyMap<string, number>;
  /** The names that each call for details asked for. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

export function arrived(sandbox: Sandbox): Arrived {
  const names = new Map<string, readonly string[]>();
  const calls = new Map<string, number>();
  for (const backend of BACKENDS) {
    for (const request of sandbox.backend(backend).requests()) {
      const call = labelIn(backend, request);
      const asked: unknown = Object(request.body).details_requested;
      if (Array.isArray(asked)) names.set(call, asked);
      calls.set(call, (calls.get(call) ?? 0) + 1);
    }
  }
  return { calls, names };
}

/** TRACT is asked by body, Chakra by path, Emeritus by query. */
function labelIn(backend: BackendName, { operation, path, query, body }: LoggedRequest): string {
  const scope = query['corp_id'] ?? '';
  const ref = Object(body).user_id ?? query['user_id'] ?? path.split('/').at(-1);
  const name = operation === 'userDetails' ? 'details' : String(operation);
  return labelOf({ backend, scope, ref }, query['contact_type'] ?? name);
}
