import type { Environment } from '#backends';
import { ConfigError } from '#errors';

/** @throws ConfigError for the first of `nameProblems` */
export function checkNames(
  environment: Environment,
  known: ReadonlySet<string>,
  prefixes: ReadonlySet<string>,
): void {
  const [problem] = nameProblems(environment, known, prefixes);
  if (problem !== undefined) throw new ConfigError(problem);
}

/**
 * Finds variables that are set under a name that is nearly one of ours: they would be ignored, and Facet would start with
 * other settings than were meant. What is only alike by chance is left alone. `prefixes`: several of our variables begin
 * so, and hardly any of others do. A line for each.
 */
export function nameProblems(
  environment: Environment,
  known: ReadonlySet<string>,
  prefixes: ReadonlySet<string>,
): readonly string[] {
  return Object.entries(environment).flatMap(([name, value = '']) => {
    if (value.trim() === '' || known.has(name) || isServiceLink(name, value)) return [];
    const meant = meantBy(name.toUpperCase(), known, prefixes);
    if (meant === null) return [];
    return meant === undefined
      ? `${name} is not a variable of Facet: .env.example lists them all.`
      : `${name} is not a variable of Facet. Did you mean ${meant}? Correct the name, or unset it.`;
  });
}

/** Somebody may think that all names begin with ours. */
const OURS = 'FACET_';

/** Near one of ours, and set for other programs in many a shell. */
const COMMON: ReadonlySet<string> = new Set(['API_KEY']);

/** The name that was meant; `undefined` when it must be one of ours and none is near; `null` when it is somebody else's. */
function meantBy(
  name: string,
  known: ReadonlySet<string>,
  prefixes: ReadonlySet<string>,
): string | undefined | null {
  if (known.has(name)) return name;
  if (COMMON.has(name)) return null;
  if (name.startsWith(OURS) && known.has(name.slice(OURS.length))) return name.slice(OURS.length);
  const isPrefixed = prefixes.has(name.slice(0, name.indexOf('_') + 1));
  const longer = [...known].find((one) => one.startsWith(isPrefixed ? name : `${name}_`));
  // Such as a time without its unit.
  if (longer !== undefined && name.includes('_')) return longer;
  if (isPrefixed) return longer ?? nearestTo(name, known, () => FAR) ?? undefined;
  return nearestTo(name, known, toleranceOf);
}

/** Slips of the hand that a suggestion may explain. */
const FAR = 4;

/** How many slips of the hand make a name of this length and not another name: none in a short one, as `PORT`. */
const toleranceOf = ({ length }: string): number => (length >= 12 ? 2 : length >= 7 ? 1 : 0);

/**
 * Kubernetes tells every container of every service in its namespace: a service `facet` is `FACET_SERVICE_HOST`,
 * `FACET_PORT=tcp://…` and `FACET_PORT_80_TCP_ADDR`.
 */
const isServiceLink = (name: string, value: string): boolean =>
  /_SERVICE_(HOST|PORT)(_\w+)?$|_PORT_\d+_(TCP|UDP|SCTP)(_\w+)?$/.test(name) ||
  (name.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(value));

/** Of the names that are no more slips away than their tolerance the nearest one. */
function nearestTo(
  name: string,
  known: ReadonlySet<string>,
  tolerance: (one: string) => number,
): string | null {
  let nearest: string | null = null;
  let least = Infinity;
  for (const one of known) {
    const limit = Math.min(tolerance(one), least - 1);
    if (limit < 1 || Math.abs(one.length - name.length) > limit) continue;
    const distance = distanceBetween(name, one, limit);
    if (distance <= limit) [nearest, least] = [one, distance];
  }
  return nearest;
}

/**
 * Letters left out, added, changed, or two that changed places (the optimal string alignment distance); `Infinity` beyond
 * the limit, which most pairs of names are past after a few letters.
 */
function distanceBetween(one: string, other: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const changed = (above[column - 1] ?? 0) + (isSame ? 0 : 1);
      const isSwap =
        row > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swapped = isSwap ? (before[column - 2] ?? 0) + 1 : Infinity;
      const left = (line[column - 1] ?? 0) + 1;
      const distance = Math.min((above[column] ?? 0) + 1, left, changed, swapped);
      least = Math.min(least, distance);
      line.push(distance);
    }
    if (least > limit) return Infinity;
    [before, above] = [above, line];
  }
  return above[other.length] ?? 0;
}
