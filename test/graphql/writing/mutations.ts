import type {
  Backend,
  BackendError,
  CreateUserInput,
  ErrorCode,
  LinkAccountInput,
  OutcomeStatus,
  OwnerChange,
  UpdateEmailInput,
  UpdateOwnersInput,
  UpdatePoolInput,
  UpdateUserInput,
} from '#schema';
import type { Answer, TestFacet } from '../../facet.ts';

interface Account {
  readonly id: string;
  readonly backend: Backend;
  readonly ref: string;
  readonly user: { readonly id: string };
}

export interface Outcome {
  readonly backend: Backend;
  readonly status: OutcomeStatus;
  readonly attempts: number;
  readonly ref: string | null;
  readonly account: Account | null;
  readonly error: BackendError | null;
}

interface UserError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path: readonly string[];
}

export interface User {
  readonly id: string;
  readonly accounts: readonly Account[];
}

export interface Payload {
  readonly user: User | null;
  readonly outcomes: readonly Outcome[];
  readonly errors: readonly UserError[];
}

interface OwnerOutcome {
  readonly owner: string;
  readonly change: OwnerChange;
  readonly status: OutcomeStatus;
  readonly error: BackendError | null;
}

interface OwnersPayload {
  readonly user: User | null;
  readonly owners: readonly string[] | null;
  readonly outcomes: readonly OwnerOutcome[];
  readonly errors: readonly UserError[];
}

interface LinkPayload {
  readonly user: User | null;
  readonly account?: Account | null;
  readonly errors: readonly UserError[];
}

const ACCOUNT = '{ id backend ref user { id } }';
const USER = `user { id accounts ${ACCOUNT} }`;
const ERRORS = 'errors { code message path }';
const ERROR = 'error { code message backendMessage backendCode retryable retryAfter }';
const OUTCOMES = `outcomes { backend status attempts ref account ${ACCOUNT} ${ERROR} }`;

const SELECTIONS = {
  createUser: `${USER} ${OUTCOMES} ${ERRORS}`,
  updateUser: `${USER} ${OUTCOMES} ${ERRORS}`,
  updatePool: `${USER} ${OUTCOMES} ${ERRORS}`,
  updateEmail: `${USER} ${OUTCOMES} ${ERRORS}`,
  updateOwners: `${USER} owners outcomes { owner change status ${ERROR} } ${ERRORS}`,
  linkAccount: `${USER} account ${ACCOUNT} ${ERRORS}`,
  unlinkAccount: `${USER} ${ERRORS}`,
} as const;

export type MutationName = keyof typeof SELECTIONS;

interface Inputs {
  readonly createUser: CreateUserInput;
  readonly updateUser: UpdateUserInput;
  readonly updateOwners: UpdateOwnersInput;
  readonly updatePool: UpdatePoolInput;
  readonly updateEmail: UpdateEmailInput;
  readonly linkAccount: LinkAccountInput;
  readonly unlinkAccount: LinkAccountInput;
}

interface Payloads {
  readonly createUser: Payload;
  readonly updateUser: Payload;
  readonly updateOwners: OwnersPayload;
  readonly updatePool: Payload;
  readonly updateEmail: Payload;
  readonly linkAccount: LinkPayload;
  readonly unlinkAccount: LinkPayload;
}

/** Runs one mutation with everything that its payload says, and demands that no GraphQL error came with it. */
export async function mutate<Name extends MutationName>(
  facet: TestFacet,
  name: Name,
  input: Inputs[Name],
): Promise<Payloads[Name]> {
  const { data, errors } = await attempt(facet, name, { ...input });
  if (errors || !data?.[name]) {
    throw new Error(`${name} came to ${JSON.stringify(errors)}`, { cause: facet.reported.at(-1) });
  }
  return data[name];
}

/** The same without the demand; `input` may be one that the schema refuses. */
export async function attempt(
  facet: TestFacet,
  name: MutationName,
  input: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { ${SELECTIONS[name]} } }`;
  return facet.query(document, { input });
}

/** Outcomes as `HAPTIK CREATED` or `CHAKRA SKIPPED NOT_REQUESTED`, in their order. */
export const currentOutcome = ({ outcomes }: Payload): readonly string[] =>
  outcomes.map(({ backend, status, error }) =>
    [backend, status, ...(error ? [error.code] : [])].join(' '),
  );

export function outcomeAt({ outcomes }: Payload, backend: Backend): Outcome {
  const outcome = outcomes.find((one) => one.backend === backend);
  if (!outcome) throw new Error(`No outcome for ${backend}.`);
  return outcome;
}
