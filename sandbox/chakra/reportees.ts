/** A user whom CHAKRA no longer knows, though a manager's record still names them. */
export const GHOST_ID = 'dead0000-0000-4000-8000-00000000dead';

/**
 * Who reports to whom, as lists of ids by the manager's id. People are taken by position: the first three report to
 * each other in a ring, so that asking for reportees of reportees comes back. Below them hangs a tree that forks in
 * two everywhere, which keeps a few levels of reportees within a request's budget of calls. One manager also has a
 * stranger whom the registry does not know, another a stranger and a ghost.
 */
export function teamsOf(
  staff: readonly string[],
  strangers: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const teams = new Map<string, string[]>();
  const report = (position: number, reportee: string | undefined) => {
    const manager = staff[position];
    if (manager === undefined || reportee === undefined) return;
    teams.set(manager, [...(teams.get(manager) ?? []), reportee]);
  };
  for (const [position, id] of staff.entries()) report(managerOf(position), id);
  report(3, strangers[0]);
  report(7, strangers[1]);
  report(7, GHOST_ID);
  return teams;
}

/** The first one's manager is the third. */
function managerOf(position: number): number {
  const ring = [2, 0, 1];
  return ring[position] ?? Math.floor((position - 3) / 2);
}
