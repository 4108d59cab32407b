import type { Kysely } from 'kysely';
import type { Backlog } from '../backlog.ts';
import type { Tables } from './tables.ts';

const OPEN = ['RUNNING', 'WAITING'] as const;

/** By the index on state and due time: it reads what is open alone. */
export async function backlogOf(db: Kysely<Tables>): Promise<Backlog> {
  const counted = await db
    .selectFrom('operations')
    .select(['state', ({ fn }) => fn.countAll().as('count')])
    .where('state', 'in', OPEN)
    .groupBy('state')
    .execute();
  const counts = new Map(counted.map(({ state, count }) => [state, Number(count)]));
  const [RUNNING = 0, WAITING = 0] = OPEN.map((state) => counts.get(state) ?? 0);
  const oldest =
    RUNNING + WAITING === 0
      ? undefined
      : await db
          .selectFrom('operations')
          .select(['id', 'created_at as createdAt'])
          .where('state', 'in', OPEN)
          .orderBy('created_at')
          .limit(1)
          .executeTakeFirst();
  return { RUNNING, WAITING, oldest: oldest ?? null };
}
