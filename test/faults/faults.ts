import type { Backend, ErrorCode } from '#schema';
import { faults, type SandboxBackend } from '../../sandbox/index.ts';
import { PACE } from '../pace.ts';

/** What a fault becomes: the row of the table in docs/failures.md. */
interface Meaning {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** Of a write, where the backend recognises a repetition. `PENDING` is `UNKNOWN` where it does not. */
  readonly outcome: 'FAILED' | 'PENDING';
}

export interface FaultCase extends Meaning {
  /** As that table calls it. */
  readonly name: string;
  /** Left out: the backend is down. */
  readonly fault?: Parameters<SandboxBackend['fault']>[1];
  /** Left out: it can happen anywhere. */
  readonly only?: (backend: Backend, operation: string) => boolean;
}

const ANSWERS_WITH_ID: ReadonlySet<string> = new Set([
  'HAPTIK_TRACT user',
  'CHAKRA user',
  'EMERITUS profile',
  'HAPTIK createUser',
  'HAPTIK updateUser',
  'HAPTIK_TRACT userDetails',
  'EMERITUS contact',
  'EMERITUS updateEmail',
  'EMERITUS updateOwner',
  'EMERITUS updatePool',
]);

/** By a 404 these say that they know no such user. */
const READS_OF_STRANGERS: ReadonlySet<string> = new Set([
  'HAPTIK_TRACT user',
  'HAPTIK_TRACT userDetails',
  'CHAKRA user',
]);

const unavailable = { code: 'BACKEND_UNAVAILABLE', retryable: true } as const;
const late = { code: 'BACKEND_TIMEOUT', retryable: true, outcome: 'PENDING' } as const;
const unauthorized = { code: 'BACKEND_UNAUTHORIZED', retryable: false, outcome: 'FAILED' } as const;
const rejected = { code: 'BACKEND_REJECTED', retryable: false, outcome: 'FAILED' } as const;
const contract = { code: 'BACKEND_CONTRACT', retryable: false, outcome: 'PENDING' } as const;

/** Everything that a backend may do instead of its work, and what becomes of it. */
export const faultCases: readonly FaultCase[] = [
  {
    name: 'refused connection',
    ...unavailable,
    outcome: 'FAILED',
  },
  { name: 'reset', ...unavailable, outcome: 'PENDING', fault: faults.reset() },
  { name: 'no answer', ...late, fault: faults.hang() },
  { name: 'slow drip', ...late, fault: faults.slowDrip(60 * PACE) },
  { name: '401', ...unauthorized, fault: faults.status(401) },
  { name: '403', ...unauthorized, fault: faults.status(403) },
  {
    name: '404',
    ...rejected,
    fault: faults.status(404),
    only: (backend, operation) => !READS_OF_STRANGERS.has(`${backend} ${operation}`),
  },
  {
    name: '429',
    code: 'RATE_LIMITED',
    retryable: true,
    outcome: 'FAILED',
    fault: faults.status(429),
  },
  { name: '500', ...unavailable, outcome: 'PENDING', fault: faults.status(500) },
  { name: '503', ...unavailable, outcome: 'FAILED', fault: faults.status(503) },
  {
    name: 'redirect',
    ...contract,
    outcome: 'FAILED',
    fault: faults.status(307, { location: '/elsewhere' }),
  },
  { name: 'HTML with 200', ...contract, fault: faults.html() },
  { name: 'truncated JSON', ...contract, fault: faults.brokenBody() },
  { name: '300 MB', ...contract, fault: faults.flood() },
  { name: 'gzip bomb', ...contract, fault: faults.gzipBomb() },
  {
    name: 'another user',
    ...contract,
    fault: faults.wrongId(),
    only: (backend, operation) => ANSWERS_WITH_ID.has(`${backend} ${operation}`),
  },
  {
    name: 'wrong types',
    ...contract,
    fault: faults.wrongTypes(),
    // All that it has to say is a truth value.
    only: (backend, operation) => `${backend} ${operation}` !== 'HAPTIK_TRACT createUser',
  },
  {
    name: '`code` other than 0',
    ...rejected,
    fault: faults.status(200, {}, { code: 40_001, msg: 'No.', data: null }),
    only: (backend) => backend === 'EMERITUS',
  },
  {
    name: '`_errors`',
    ...rejected,
    fault: faults.status(200, {}, { _data: null, _errors: [{ message: 'No.' }] }),
    only: (backend) => backend === 'CHAKRA',
  },
  {
    name: '`success: false`',
    ...rejected,
    fault: faults.status(200, {}, { success: false }),
    only: (backend, operation) => backend === 'HAPTIK_TRACT' && operation === 'createUser',
  },
];
