import { secondsIn } from '#access';
import type { Admission, LimitState } from '#access';
import type { Refusal } from './refusals.ts';

const WINDOW_SECONDS = 60;

type Field = readonly [name: string, value: string];

/**
 * What is left of a caller's limits, by the names of the two policies: `requests` and `backend-calls`.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (10)
 */
export function limitFields({ requests, calls }: Admission): readonly Field[] {
  const policies = Object.entries({ requests, 'backend-calls': calls?.state ?? null }).flatMap(
    ([name, state]) => (state ? [[name, state] as const] : []),
  );
  const left = policies.map(([name, { limit, used, resetMs }]) => {
    const remaining = Math.max(0, limit - used);
    return `"${name}";r=${remaining};t=${secondsIn(resetMs)}`;
  });
  const all = policies.map(([name, { limit }]) => `"${name}";q=${limit};w=${WINDOW_SECONDS}`);
  return [
    ['ratelimit-policy', all.join(', ')],
    ['ratelimit', left.join(', ')],
  ];
}

/** A request that is one too many. */
export function tooMany(admission: Admission, exceeded: LimitState): Refusal {
  const what = exceeded === admission.requests ? 'requests' : 'backend calls';
  return {
    status: 429,
    code: 'RATE_LIMITED',
    message: `The caller may make ${exceeded.limit} ${what} a minute: try again after what Retry-After says, in seconds.`,
    headers: {
      'retry-after': String(secondsIn(exceeded.resetMs)),
      ...Object.fromEntries(limitFields(admission)),
    },
  };
}
