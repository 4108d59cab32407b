import type { BackendAdapter, Prepared } from '../backends/backend.ts';
import { budgetProblems } from './budget.ts';
import { usersOf } from '../registry/match.ts';
import type { CreateUserInput } from '../schema.generated.ts';
import { linkResults } from './link-results.ts';
import type { CreateResult } from './link-results.ts';
import type { WriteResult } from './outcome.ts';
import {
  isReady,
  isValid,
  notConfigured,
  notRequested,
  problemsOf,
  refused,
  send,
  stepOf,
  unsupported,
} from './step.ts';
import type { Step, ValidStep } from './step.ts';
import type { WriteSources } from './write-sources.ts';

/**
 * Creates a person at every backend that is asked for and has what it needs, and links what they answer. The whole
 * input is checked before any call; one backend's failure does not stop the others.
 */
export async function createUser(
  input: CreateUserInput,
  sources: WriteSources,
): Promise<WriteResult> {
  const creations = [...sources.adapters.values()].map((adapter) => ({
    adapter,
    prepared: adapter.writes.create?.prepare(input, null) ?? null,
  }));
  const steps = creations.map((creation) => createStep(creation, input));
  const problems = [
    ...problemsOf(steps, ['input']),
    ...budgetProblems(steps.filter(isReady).length, sources.call),
  ];
  if (problems.length > 0) return { user: null, outcomes: refused(steps), errors: problems };

  const holders = await holdersOf(creations, sources);
  if (new Set(holders.values()).size > 1) {
    return { user: null, outcomes: refused(steps), errors: [TWO_PEOPLE] };
  }
  const results = await Promise.all(
    steps.filter(isValid).map(async (step) => carryOut(step, holders, sources)),
  );
  const [person = null] = holders.values();
  return linkResults(results, person, sources);
}

interface Creation {
  readonly adapter: BackendAdapter;
  /** `null` where the backend documents no creation. */
  readonly prepared: Prepared | null;
}

const TWO_PEOPLE = {
  code: 'CONFLICT',
  message: 'The identifiers in this input belong to different users. Nothing was sent.',
  path: ['input'],
} as const;

function createStep({ adapter, prepared }: Creation, { backends }: CreateUserInput): Step {
  if (backends && !backends.includes(adapter.name)) return notRequested(adapter, 'backends');
  const write = adapter.writes.create;
  if (!write || !prepared) return unsupported(adapter);
  return adapter.configured ? stepOf(adapter, write, prepared) : notConfigured(adapter);
}

/**
 * The users who hold the accounts that the input names, by backend. An account counts whether or not its backend is
 * asked to create: it says who the person is.
 */
async function holdersOf(
  creations: readonly Creation[],
  { registry }: WriteSources,
): Promise<ReadonlyMap<string, string>> {
  const keys = creations.flatMap(({ prepared }) =>
    prepared?.kind === 'ready' && prepared.account
      ? [{ by: 'key', ...prepared.account } as const]
      : [],
  );
  const rows = keys.length > 0 ? await registry.find(keys) : [];
  return new Map(
    keys.flatMap((key) => usersOf(rows, key).map((user) => [key.backend, user.id] as const)),
  );
}

/** An account that the registry knows already needs no call. */
async function carryOut(
  step: ValidStep,
  holders: ReadonlyMap<string, string>,
  { call }: WriteSources,
): Promise<CreateResult> {
  if (step.kind === 'settled') return step;
  if (holders.has(step.adapter.name)) return { kind: 'known', step };
  return { kind: 'sent', step, sent: await send(step, call) };
}
