import fc from 'fast-check';
import { type SandboxBackend, faults } from '../../../src/sandbox/index.ts';
import type { BackendName } from './world.ts';

/** The reads of the backends, as their documents call them. */
const OPERATIONS = [
  'HAPTIK_TRACT user',
  'HAPTIK_TRACT userDetails',
  'CHAKRA user',
  'EMERITUS profile',
  'EMERITUS contact',
] as const;

type Operation = (typeof OPERATIONS)[number];

interface Kind {
  readonly name: string;
  /** `null`: the whole backend is down. */
  readonly fault: Parameters<SandboxBackend['fault']>[1] | null;
  /** README, "When a backend fails": the read may be tried three times. */
  readonly repeated: boolean;
}

const KINDS: readonly Kind[] = [
  { name: 'status 500', fault: faults.status(500), repeated: false },
  { name: 'status 503', fault: faults.status(503), repeated: true },
  { name: 'status 429', fault: faults.status(429), repeated: true },
  { name: 'reset', fault: faults.reset(), repeated: true },
  { name: 'refused', fault: null, repeated: true },
  { name: 'broken JSON', fault: faults.brokenBody(), repeated: false },
  { name: 'a page', fault: faults.html(), repeated: false },
  { name: 'not found', fault: faults.status(404), repeated: false },
];

/** What one operation does to everybody who calls it. */
export interface Trouble extends Kind {
  readonly operation: Operation;
}

const trouble = (kinds: readonly Kind[]): fc.Arbitrary<Trouble> =>
  fc
    .tuple(fc.constantFrom(...OPERATIONS), fc.constantFrom(...kinds))
    .map(([operation, kind]) => ({ ...kind, operation }));

export const noTrouble: fc.Arbitrary<readonly Trouble[]> = fc.constant([]);

/** One or two operations that fail in ways that are told at once. */
export const failures = fc.uniqueArray(trouble(KINDS), {
  minLength: 1,
  maxLength: 2,
  selector: ({ operation }) => operation,
});

/** One operation that never answers, perhaps another one that fails. */
export const silences: fc.Arbitrary<readonly Trouble[]> = fc.uniqueArray(
  trouble([{ name: 'silence', fault: faults.hang(), repeated: false }]),
  { minLength: 1, maxLength: 1 },
);

/** What troubles come to, for the rule. */
export interface Suffering {
  /** Calls that bring nothing. */
  readonly failing: ReadonlySet<string>;
  /** Calls that may bring nothing, or not be made: their backend has let the request wait already. */
  readonly uncertain: ReadonlySet<string>;
  /** Calls that may be made three times. */
  readonly repeated: ReadonlySet<string>;
  /** Backends that nothing arrives at. */
  readonly down: ReadonlySet<string>;
}

export function sufferingOf(troubles: readonly Trouble[]): Suffering {
  const at = (backend: string): readonly Operation[] =>
    OPERATIONS.filter((operation) => operation.startsWith(`${backend} `));
  const reach = troubles.map((one) => ({
    ...one,
    backend: backendOf(one),
    operations: one.fault ? [one.operation] : at(backendOf(one)),
  }));
  const failing = new Set<string>(reach.flatMap(({ operations }) => operations));
  const silent = reach.filter(({ name }) => name === 'silence');
  return {
    failing,
    uncertain: new Set<string>(silent.flatMap(({ backend }) => at(backend))).difference(failing),
    repeated: new Set<string>(
      reach.flatMap(({ repeated, operations }) => (repeated ? operations : [])),
    ),
    down: new Set(reach.flatMap(({ fault, backend }) => (fault ? [] : [backend]))),
  };
}

export const backendOf = ({ operation }: Trouble): BackendName =>
  operation.split(' ')[0] as BackendName;
