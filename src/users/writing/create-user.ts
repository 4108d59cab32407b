import type { BackendAdapter } from '#backends';
import { writeResult } from '#operations';
import type { PreparedMutation, UserError, WriteResult } from '#operations';
import { accountAmong } from '#registry';
import type { AccountRow } from '#registry';
import type { Backend, CreateUserInput } from '#schema';
import type { Visibility } from '../identity/visibility.ts';
import { foreignPlaces, mayCreateAt, notOwned } from './creation-place.ts';
import { budgetProblems } from './write-budget.ts';
import { blankTexts, invalid } from './input-problems.ts';
import { partsOfCreation } from './input-parts.ts';
import {
  followingSteps,
  isReady,
  isValid,
  knownStep,
  newStep,
  notConfigured,
  notRequested,
  problemsOf,
  refused,
  stepOf,
  unsupported,
} from './step.ts';
import type { Step } from './step.ts';
import type { WriteDeps } from './write-deps.ts';

/**
 * Creates a person at every backend that is asked for and has what it needs, and links what they answer. The whole
 * input is checked before any call; one backend's failure does not stop the others.
 *
 * Backends that recognise the person go first: what they answer may lead to a user who is known. Those that take any
 * identifier for a new person (`DeferredCreation`) follow, unless that user has an account there: the same person is not made twice.
 * All go at once where nothing is deferred, where the input names a known user, and where nobody else can tell who it is.
 */
export async function createUser(input: CreateUserInput, sources: WriteDeps): Promise<WriteResult> {
  return writeResult(
    {
      mutation: 'createUser',
      key: input.idempotencyKey ?? null,
      input,
      plan: async () => planCreation(input, sources),
      secretFor: ({ backend }) => sources.adapters.get(backend)?.writes.create?.secretOf?.(input),
    },
    sources,
  );
}

async function planCreation(input: CreateUserInput, sources: WriteDeps): Promise<PreparedMutation> {
  const { visibility } = sources;
  const creations = [...sources.adapters.values()].map((adapter) => ({
    adapter,
    prepared: preparedStep(adapter, input, visibility),
  }));
  const steps = creations.map((creation) => createStep(creation, input));
  const problems = [
    ...creationProblems(input, creations.some(isNamedAt)),
    ...foreignPlaces(input, sources.adapters, visibility),
    ...problemsOf(steps, ['input']),
    ...budgetProblems(callsOf(steps), sources.call),
  ];
  const refuse = (errors: WriteResult['errors']): PreparedMutation => ({
    kind: 'refused',
    refusal: { user: null, outcomes: refused(steps), errors },
  });
  if (problems.length > 0) return refuse(problems);

  const known = await accountsKnown(creations, sources);
  const holders = new Set([...known.values()].map(({ userId }) => userId));
  if (holders.size > 1) return refuse([TWO_PEOPLE]);
  const [userId = null] = holders;
  const given = partsOfCreation(input);
  const valid = steps.filter(isValid);
  return {
    kind: 'ready',
    userId,
    steps: [
      ...valid.map((step) => {
        const account = known.get(step.adapter.name);
        return step.account && account
          ? knownStep(step, account, given)
          : newStep(step, 'create', given);
      }),
      ...valid.flatMap((step, position) => followingSteps(step, position, given)),
    ],
  };
}

/** The calls that these steps make. */
const callsOf = (steps: readonly Step[]): number =>
  steps.filter(isReady).reduce((sum, { prepared }) => sum + (prepared.followUp ? 2 : 1), 0);

/** Whether the caller names the record there; one that is wrong is told of by itself. */
const isNamedAt = ({ prepared }: Creation): boolean => {
  if (!prepared) return false;
  if (prepared.kind === 'invalid') return true;
  const isIssued = prepared.kind === 'ready' && prepared.prepared.deferred === 'issued';
  return prepared.account !== null && !isIssued;
};

interface Creation {
  readonly adapter: BackendAdapter;
  /** `null` where the backend documents no creation. */
  readonly prepared: Step | null;
}

function preparedStep(
  adapter: BackendAdapter,
  input: CreateUserInput,
  visibility: Visibility,
): Step | null {
  if (!adapter.writes.create) return null;
  if (!mayCreateAt(adapter, input, visibility)) return notOwned(adapter);
  return stepOf(adapter, adapter.writes.create, input, null);
}

const TWO_PEOPLE = {
  code: 'CONFLICT',
  message: 'The identifiers in this input belong to different users. Nothing was sent.',
  path: ['input'],
} as const;

function createStep({ adapter, prepared }: Creation, { backends }: CreateUserInput): Step {
  if (backends && !backends.includes(adapter.name)) return notRequested(adapter, 'backends');
  if (!prepared) return unsupported(adapter);
  return adapter.configured ? prepared : notConfigured(adapter);
}

/**
 * The accounts that the input names and the registry knows, by backend. One counts whether or not its backend is asked
 * to create: it says who the person is.
 */
async function accountsKnown(
  creations: readonly Creation[],
  { registry, visibility }: WriteDeps,
): Promise<ReadonlyMap<Backend, AccountRow>> {
  const keys = creations.flatMap(({ prepared }) =>
    prepared && prepared.kind !== 'invalid' && prepared.account
      ? [{ by: 'key', ...prepared.account } as const]
      : [],
  );
  const found = keys.length > 0 ? await registry.find(keys) : [];
  const holders = found.flatMap((user) => visibility.person(user) ?? []);
  return new Map(
    keys.flatMap((key) => {
      const account = accountAmong(holders, key);
      return account ? [[key.backend, account] as const] : [];
    }),
  );
}

/**
 * What is wrong with a person to be created, whoever is asked to. `isNamed`: the input has an identifier. A record of
 * nobody in particular could be told from no other, and no vendor documents a way to delete it.
 */
export function creationProblems(input: CreateUserInput, isNamed: boolean): readonly UserError[] {
  const { displayName, givenName, familyName, email, phone } = input;
  const tells = [displayName, givenName, familyName, email, phone].some(
    (value) => (value ?? null) !== null,
  );
  return [
    ...(tells || isNamed ? [] : [invalid(NOBODY, ['input'])]),
    ...blankTexts(input, CREATION_TEXTS, 'This text is blank: leave it out.', ['input']),
  ];
}

const NOBODY =
  'Say who the person is: a name, an e-mail address, a phone number or an identifier is needed.';

/** Texts of which no backend makes anything when they are blank. */
const CREATION_TEXTS = [
  'displayName',
  'givenName',
  'familyName',
  'location.state',
  'location.city',
  'device.model',
  'device.osVersion',
  'device.packageName',
];
