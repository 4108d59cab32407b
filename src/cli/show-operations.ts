import type { Environment } from '#backends';
import type { BoundRegistry, OperationRow, OperationsQuery, StepRow } from '#registry';
import { withRegistry } from './registry-command.ts';
import { complain, say } from './report.ts';

const MOST = 1000;
const FAILED = 'There is nothing to show.';

/** What of the operations is wanted; `userId` is a person's, also a former one. */
export interface OperationsAsked {
  readonly state: 'open' | 'unknown' | null;
  readonly userId: string | null;
}

/**
 * Lists writes: those that are open, or ended without that anybody knows what became of them; of one person all that are
 * kept. Values are not shown. The exit code is 1 when there is no such person.
 */
export async function listOperations(
  environment: Environment,
  { state, userId }: OperationsAsked,
): Promise<number> {
  return withRegistry(environment, FAILED, async (registry) => {
    const userIds = userId === null ? null : await idsOf(userId, registry);
    if (userIds?.length === 0) {
      complain('There is no such user.');
      return 1;
    }
    const asked = state ?? (userIds === null ? 'unsettled' : 'any');
    const found = await registry.operations.list({ state: asked, userIds, most: MOST });
    if (found.length === 0) say(NONE[asked]);
    for (const operation of found) say(lineOf(operation));
    if (found.length === MOST) say(`There may be more: these are the ${MOST} oldest.`);
    return 0;
  });
}

/** Shows what is known of one write. The exit code is 1 when there is none of that id. */
export async function showOperation(environment: Environment, id: string): Promise<number> {
  return withRegistry(environment, FAILED, async ({ operations }) => {
    const operation = await operations.find(id);
    if (!operation) {
      complain('There is no such operation: one that is done is forgotten after IDEMPOTENCY_TTL.');
      return 1;
    }
    for (const line of describe(operation)) say(line);
    return 0;
  });
}

const NONE: Readonly<Record<OperationsQuery['state'], string>> = {
  open: 'No write is open.',
  unknown: 'No write ended UNKNOWN.',
  unsettled: 'No write is open, and none ended UNKNOWN.',
  any: 'There is no write of this user: one that is done is forgotten after IDEMPOTENCY_TTL.',
};

async function idsOf(userId: string, registry: BoundRegistry): Promise<readonly string[]> {
  const users = await registry.find([{ by: 'userId', id: userId }]);
  return users.flatMap(({ id, formerIds }) => [id].concat(formerIds));
}

function lineOf({ id, createdAt, mutation, steps }: OperationRow): string {
  const unsettled = steps.filter(isUnsettled);
  const shown = (unsettled.length > 0 ? unsettled : steps).map(inShort).join(', ');
  return `${id}  ${createdAt}  ${mutation}  ${shown}`;
}

function describe(operation: OperationRow): readonly string[] {
  const { id, mutation, state, createdAt, caller, userId, dueAt, note, steps } = operation;
  return [
    `${id}  ${mutation}  ${state}`,
    `  begun      ${createdAt}, by ${caller}`,
    `  user       ${userId ?? 'not known yet'}`,
    ...(state === 'WAITING' ? [`  next try   ${dueAt}`] : []),
    ...(note ? [`  ${NOTED[note.kind]} ${note.at}, by ${note.actor}`] : []),
    ...(note?.reason ? [`  reason     ${note.reason}`] : []),
    ...steps.flatMap(describeStep),
  ];
}

const NOTED = { RETRIED: 'retried   ', GIVEN_UP: 'given up  ' } as const;

function describeStep(step: StepRow): readonly string[] {
  const { attempts, sentAt, failures, outcome } = step;
  const error = outcome?.error;
  return [
    `  ${inShort(step)}, requests sent: ${attempts}, the last at ${sentAt ?? '-'}`,
    ...(error ? [`    ${error.code}: ${error.message}`] : []),
    ...failures.map(({ at, code }) => `    ${at}  ${code}`),
  ];
}

const isUnsettled = ({ state, outcome }: StepRow): boolean =>
  state !== 'DONE' || outcome?.status === 'UNKNOWN';

const inShort = ({ backend, write, state, outcome }: StepRow): string =>
  `${backend} ${write} ${outcome?.status ?? state}`;
