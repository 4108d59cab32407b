import { faults, type SandboxBackend } from '../../src/sandbox/index.ts';
import type { Backend, ErrorCode } from '../../src/schema.generated.ts';

/** What a fault becomes: the row of README's table. */
interface Meaning {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** Of a write, where the backend recognises a repetition. `PENDING` is `UNKNOWN` where it does not. */
  readonly outcome: 'FAILED' | 'PENDING';
}

export interface FaultCase extends Meaning {
  /** As README's table calls it. */
  readonly name: string;
  /** Makes the operation suffer it; resolves to what ends it. */
  readonly begin: (backend: SandboxBackend, operation: string) => Promise<() => Promise<void>>;
  /** Left out: it can happen anywhere. */
  readonly only?: (backend: Backend, operation: string) => boolean;
}

type SandboxFault = Parameters<SandboxBackend['fault']>[1];

const suffered =
  (fault: SandboxFault): FaultCase['begin'] =>
  async (backend, operation) => {
    backend.fault(operation, fault);
    return async () => backend.clearFaults();
  };

const ANSWERS_WITH_ID: ReadonlySet<string> = new Set([
  'HAPTIK_TRACT user',
  'CHAKRA user',
  'EMERITUS profile',
  'HAPTIK createUser',
  'HAPTIK updateUser',
  'EMERITUS updateEmail',
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
    begin: async (backend) => {
      await backend.down();
      return async () => backend.up();
    },
  },
  { name: 'reset', ...unavailable, outcome: 'PENDING', begin: suffered(faults.reset()) },
  { name: 'no answer', ...late, begin: suffered(faults.hang()) },
  { name: 'slow drip', ...late, begin: suffered(faults.slowDrip(60)) },
  { name: '401', ...unauthorized, begin: suffered(faults.status(401)) },
  { name: '403', ...unauthorized, begin: suffered(faults.status(403)) },
  {
    name: '404',
    ...rejected,
    begin: suffered(faults.status(404)),
    // These two say by it that they know no such user.
    only: (backend, operation) => operation !== 'user' || backend === 'EMERITUS',
  },
  {
    name: '429',
    code: 'RATE_LIMITED',
    retryable: true,
    outcome: 'FAILED',
    begin: suffered(faults.status(429)),
  },
  { name: '500', ...unavailable, outcome: 'PENDING', begin: suffered(faults.status(500)) },
  { name: '503', ...unavailable, outcome: 'FAILED', begin: suffered(faults.status(503)) },
  { name: 'HTML with 200', ...contract, begin: suffered(faults.html()) },
  { name: 'truncated JSON', ...contract, begin: suffered(faults.brokenBody()) },
  { name: '300 MB', ...contract, begin: suffered(faults.flood()) },
  { name: 'gzip bomb', ...contract, begin: suffered(faults.gzipBomb()) },
  {
    name: 'another user',
    ...contract,
    begin: suffered(faults.wrongId()),
    only: (backend, operation) => ANSWERS_WITH_ID.has(`${backend} ${operation}`),
  },
  { name: 'wrong types', ...contract, begin: suffered(faults.wrongTypes()) },
  {
    name: '`code` other than 0',
    ...rejected,
    begin: suffered(faults.status(200, {}, { code: 40_001, msg: 'No.', data: null })),
    only: (backend) => backend === 'EMERITUS',
  },
  {
    name: '`_errors`',
    ...rejected,
    begin: suffered(faults.status(200, {}, { _data: null, _errors: [{ message: 'No.' }] })),
    only: (backend) => backend === 'CHAKRA',
  },
  {
    name: '`success: false`',
    ...rejected,
    begin: suffered(faults.status(200, {}, { success: false })),
    only: (backend, operation) => backend === 'HAPTIK_TRACT' && operation === 'createUser',
  },
];
