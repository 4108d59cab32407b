import { accountAmong, accountKey, usersOf } from '#registry';
import type {
  LinkScope,
  OperationRow,
  StepAnswer,
  StepChange,
  StepOutcome,
  StepRow,
  Cause,
  NewAccount,
} from '#registry';
import { ownError } from './outcome.ts';

/** What became of the steps of an operation, and of whom they speak. */
export interface Linked {
  readonly userId: string | null;
  readonly steps: readonly StepChange[];
}

/**
 * Links what the backends answered, in the enum's order, and keeps what they took. The person of a creation is the user
 * whom the input named, else the holder of the first account that existed already, else of any that is known, else a
 * new one.
 */
export async function linkAnswers(operation: OperationRow, scope: LinkScope): Promise<Linked> {
  let { userId } = operation;
  const answered = operation.steps.filter(isAnswered);
  userId ??= await holderOf(answered, scope);
  const steps: StepChange[] = [];
  for (const step of answered) {
    const { outcome, holder } =
      step.write === 'create'
        ? await linkCreated(step, userId, operation, scope)
        : await keepWritten(step, scope);
    userId ??= holder;
    steps.push({ position: step.position, state: 'DONE', outcome });
  }
  return { userId, steps };
}

type AnsweredStep = StepRow & { readonly answer: StepAnswer };

const isAnswered = (step: StepRow): step is AnsweredStep =>
  step.state === 'ANSWERED' && step.answer !== null;

/** An account that a creation made anew and somebody holds already was made by two callers at once. */
async function holderOf(
  answered: readonly AnsweredStep[],
  { find }: LinkScope,
): Promise<string | null> {
  const creations = answered.filter(({ write }) => write === 'create');
  const keys = [
    ...creations.filter(({ answer }) => answer.existed),
    ...creations.filter(({ answer }) => !answer.existed),
  ].flatMap(({ answer }) => (answer.account ? [accountKey(answer.account)] : []));
  if (keys.length === 0) return null;
  const rows = await find(keys);
  return keys.flatMap((key) => usersOf(rows, key))[0]?.id ?? null;
}

/** What a step came to, and the user who has its account now; `null` where none is known. */
interface Told {
  readonly outcome: StepOutcome;
  readonly holder: string | null;
}

async function linkCreated(
  { answer }: AnsweredStep,
  person: string | null,
  { caller, mutation }: OperationRow,
  scope: LinkScope,
): Promise<Told> {
  const { existed, account, written, aliases } = answer;
  if (!account) {
    return { outcome: { status: 'EXISTED', account: null, error: SOMEWHERE }, holder: null };
  }
  if (existed && (await scope.isErased(account))) {
    return { outcome: { status: 'EXISTED', account: null, error: ERASED_THERE }, holder: null };
  }
  const cause: Cause = { kind: 'CREATE', actor: caller, evidence: mutation };
  const newAccount: NewAccount = { ...account, written, aliases };
  const link = await scope.link(person, newAccount, cause);
  const status = existed ? 'EXISTED' : 'CREATED';
  switch (link.kind) {
    case 'linked':
    case 'already':
      return { outcome: { status, account, error: null }, holder: link.account.userId };
    case 'taken':
      return { outcome: { status, account, error: TAKEN }, holder: link.account.userId };
    case 'occupied':
      // A record that was just created must not be lost: it gets a user of its own until someone decides.
      if (!existed) await scope.link(null, newAccount, cause);
      return {
        outcome: { status, account: existed ? null : account, error: OCCUPIED },
        holder: null,
      };
  }
}

/** Of an account that was unlinked meanwhile nothing is kept. */
async function keepWritten({ answer, account }: AnsweredStep, scope: LinkScope): Promise<Told> {
  const row = account && accountAmong(await scope.find([{ by: 'key', ...account }]), account);
  if (row && answer.written) await scope.recordWrite(row.id, answer.written);
  return { outcome: { status: 'UPDATED', account, error: null }, holder: row?.userId ?? null };
}

const SOMEWHERE = ownError(
  'ALREADY_EXISTS',
  'The backend has this person already and does not say for certain which record it is. Nothing was linked.',
);

const ERASED_THERE = ownError(
  'ERASED',
  'The backend still has the record of a person who was erased here. Nothing was linked: linkAccount takes it up again.',
);

/** An account that was created, or was to be. */
export const TAKEN = ownError(
  'CONFLICT',
  'The backend has this person as an account of another user. Nothing was linked.',
);

const OCCUPIED = ownError(
  'CONFLICT',
  'The user has another account at this backend already. This one was not linked to the user.',
);
