import type { Environment } from '#backends';
import { readConfig } from '#config';
import type { OperationRow, StepRow } from '#registry';
import { openRegistryOf } from '#users';
import { complain, report, say } from './report.ts';
import { startProblem } from './start-problem.ts';

const MOST = 1000;

/**
 * Says which writes are open, or ended without that anybody knows what became of them; with an `id` what is known of one.
 * Values are not shown. The exit code is 1 when there is none of that id.
 */
export async function operations(environment: Environment, id: string | null): Promise<number> {
  try {
    await using opened = new AsyncDisposableStack();
    const registry = opened.adopt(await openRegistryOf(readConfig(environment)), async (it) =>
      it.close(),
    );
    const { operations: log } = registry;
    if (id === null) return list(await log.unsettled(MOST));
    return show(await log.find(id));
  } catch (error) {
    const reason = startProblem(error);
    if (reason === null) report(error);
    complain(`There is nothing to show. ${reason ?? 'See the lines above.'}`);
    return 1;
  }
}

function list(found: readonly OperationRow[]): number {
  if (found.length === 0) say('No write is open, and none ended UNKNOWN.');
  for (const operation of found) {
    const steps = operation.steps.filter(isUnsettled).map(inShort).join(', ');
    say(`${operation.id}  ${operation.createdAt}  ${operation.mutation}  ${steps}`);
  }
  if (found.length === MOST) say(`There may be more: these are the ${MOST} oldest.`);
  return 0;
}

function show(operation: OperationRow | null): number {
  if (!operation) {
    complain('There is no such operation: one that is done is forgotten after IDEMPOTENCY_TTL.');
    return 1;
  }
  const { id, mutation, state, createdAt, userId, dueAt, steps } = operation;
  say(`${id}  ${mutation}  ${state}`);
  say(`  begun      ${createdAt}`);
  say(`  user       ${userId ?? 'not known yet'}`);
  if (state === 'WAITING') say(`  next try   ${dueAt}`);
  for (const step of steps) {
    const error = step.outcome?.error;
    say(`  ${inShort(step)}, requests sent: ${step.attempts}, the last at ${step.sentAt ?? '-'}`);
    if (error) say(`    ${error.code}: ${error.message}`);
    for (const { at, code } of step.failures) say(`    ${at}  ${code}`);
  }
  return 0;
}

const isUnsettled = ({ state, outcome }: StepRow): boolean =>
  state !== 'DONE' || outcome?.status === 'UNKNOWN';

const inShort = ({ backend, write, state, outcome }: StepRow): string =>
  `${backend} ${write} ${outcome?.status ?? state}`;
