import type { BackendErrorCode } from '#errors';
import { brokenOff, empty, json, raw, reset, silence, type Reply } from './stand-in.ts';

/** What can come back instead of an answer, and what docs/vendors.md, "What a failed write means", makes of it. */
export interface Fault {
  readonly name: string;
  /** `body` is a failure in the vendor's own form. */
  readonly reply: (body: unknown) => Reply;
  readonly code: BackendErrorCode;
  readonly effect: 'none' | 'possible';
  readonly retryable: boolean;
  readonly retryAfter?: number;
  /** A success without a body. */
  readonly isEmpty?: true;
  /** Nothing comes: the call ends by its time-out. */
  readonly silent?: true;
}

const status = (
  number: number,
  code: BackendErrorCode,
  effect: Fault['effect'],
  retryable: boolean,
): Fault => ({
  name: `status ${number}`,
  reply: (body) => json(body, number),
  code,
  effect,
  retryable,
});

const afterSeven = { 'retry-after': '7' };

export const faults: readonly Fault[] = [
  status(401, 'BACKEND_UNAUTHORIZED', 'none', false),
  status(403, 'BACKEND_UNAUTHORIZED', 'none', false),
  status(409, 'BACKEND_REJECTED', 'none', false),
  status(500, 'BACKEND_UNAVAILABLE', 'possible', true),
  status(502, 'BACKEND_UNAVAILABLE', 'possible', true),
  {
    name: 'status 204',
    reply: () => empty(204),
    code: 'BACKEND_CONTRACT',
    effect: 'possible',
    retryable: false,
    isEmpty: true,
  },
  {
    name: 'status 429 with Retry-After',
    reply: (body) => json(body, 429, afterSeven),
    code: 'RATE_LIMITED',
    effect: 'none',
    retryable: true,
    retryAfter: 7,
  },
  {
    name: 'status 503 with Retry-After',
    reply: (body) => json(body, 503, afterSeven),
    code: 'BACKEND_UNAVAILABLE',
    effect: 'none',
    retryable: true,
    retryAfter: 7,
  },
  {
    name: 'a redirect',
    reply: () => json({}, 307, { location: '/elsewhere' }),
    code: 'BACKEND_CONTRACT',
    effect: 'none',
    retryable: false,
  },
  {
    name: 'a page of HTML',
    reply: () => raw('<h1>Welcome</h1>', 'text/html'),
    code: 'BACKEND_CONTRACT',
    effect: 'possible',
    retryable: false,
  },
  {
    name: 'a 404 of a proxy',
    reply: () => raw('<h1>404 Not Found</h1>', 'text/html', 404),
    code: 'BACKEND_CONTRACT',
    effect: 'none',
    retryable: false,
  },
  {
    name: 'broken JSON',
    reply: () => raw('{"half":'),
    code: 'BACKEND_CONTRACT',
    effect: 'possible',
    retryable: false,
  },
  {
    name: 'JSON of another shape',
    reply: () => raw('["list"]'),
    code: 'BACKEND_CONTRACT',
    effect: 'possible',
    retryable: false,
  },
  {
    name: 'a reset connection',
    reply: () => reset,
    code: 'BACKEND_UNAVAILABLE',
    effect: 'possible',
    retryable: true,
  },
  {
    name: 'an answer that breaks off',
    reply: () => brokenOff,
    code: 'BACKEND_UNAVAILABLE',
    effect: 'possible',
    retryable: true,
  },
  {
    name: 'silence',
    reply: () => silence,
    code: 'BACKEND_TIMEOUT',
    effect: 'possible',
    retryable: true,
    silent: true,
  },
];
