import fc from 'fast-check';
import { type SandboxBackend, faults } from '../../../sandbox/index.ts';
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
  /** docs/failures.md, "Retries": the read may be tried three times. */
  readonly repeated: boolean;
  /** The connection is given up: where it was a kept one, each try goes out once more on a new one, as the same call. */
  readonly resent?: boolean;
}

const KINDS: readonly Kind[] = [
  { name: 'status 500', fault: faults.status(500), repeated: false },
  { name: 'status 503', fault: faults.status(503), repeated: true },
  { name: 'status 429', fault: faults.status(429), repeated: true },
  { name: 'reset', fault: faults.reset(), repeated: true, resent: true },
  { name: 'refused', fault: null, repeated: true },
  { name: 'broken JSON', fault: faults.brokenBody(), repeated: false },
  { name: 'a page', fault: faults.html(), repeated: false },
  { name: 'not found', fault: faults.status(404), repeated: false },
];

/** What one operation does to everybody who calls it. */
export interface Trouble {
  readonly operation: Operation;
  readonly kind: Kind;
}

const trouble = (kinds: readonly Kind[]): fc.Arbitrary<Trouble> =>
  fc.record({ operation: fc.constantFrom(...OPERATIONS), kind: fc.constantFrom(...kinds) });

export const noTrouble: fc.Arbitrary<readonly Trouble[]> = fc.constant([]);

/** One or two operations that fail in ways that are told at once. */
export const failures = fc.uniqueArray(trouble(KINDS), {
  minLength: 1,
  maxLength: 2,
  selector: ({ operation }) => operation,
});

const SILENCE: Kind = { name: 'silence', fault: faults.hang(), repeated: false };

/** One operation that never answers. */
export const silences: fc.Arbitrary<readonly Trouble[]> = fc.tuple(trouble([SILENCE]));

/** What troubles come to, for the rule. */
export interface Suffering {
  /** Calls that bring nothing. */
  readonly failing: ReadonlySet<string>;
  /** Calls that may bring nothing, or not be made: their backend has let the request wait already. */
  readonly uncertain: ReadonlySet<string>;
  /** Calls that may be made three times. */
  readonly repeated: ReadonlySet<string>;
  /** Calls of which each try may arrive twice. */
  readonly resent: ReadonlySet<string>;
  /** Backends that nothing arrives at. */
  readonly down: ReadonlySet<string>;
  /** Backends that a request waits for once: calls to them may be left out after that. */
  readonly silent: ReadonlySet<string>;
}

export function sufferingOf(troubles: readonly Trouble[]): Suffering {
  const at = (backend: string): readonly Operation[] =>
    OPERATIONS.filter((operation) => operation.startsWith(`${backend} `));
  const hit = (one: Trouble): readonly Operation[] =>
    one.kind.fault ? [one.operation] : at(backendOf(one));
  const all = (which: (one: Trouble) => boolean): ReadonlySet<string> =>
    new Set<string>(troubles.filter(which).flatMap(hit));
  const failing = all(() => true);
  const backends = (which: (one: Trouble) => boolean): ReadonlySet<string> =>
    new Set<string>(troubles.filter(which).map(backendOf));
  const silent = backends(({ kind }) => kind === SILENCE);
  return {
    failing,
    uncertain: new Set<string>([...silent].flatMap(at)).difference(failing),
    repeated: all(({ kind }) => kind.repeated),
    resent: all(({ kind }) => kind.resent === true),
    down: backends(({ kind }) => !kind.fault),
    silent,
  };
}

export const backendOf = ({ operation }: Trouble): BackendName =>
  operation.split(' ')[0] as BackendName;
