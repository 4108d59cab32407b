import { startsWith } from '#normalise';
import type { InputPath, StepParts } from '#normalise';

/**
 * What a step still keeps of its input when some keys of its request are not sent any more. A group that was to be
 * cleared as a whole is told by its parts then.
 */
export function withoutKeys(parts: StepParts, gone: readonly string[], reason: string): StepParts {
  const { stored, notStored, carriedBy } = parts;
  if (!carriedBy) return parts;
  const left = Object.fromEntries(Object.entries(carriedBy).filter(([key]) => !gone.includes(key)));
  const lost = pathsOf(carriedBy, gone);
  const stays = (path: InputPath): readonly InputPath[] => {
    if (!lost.some((one) => startsWith(one, path))) return [path];
    return Object.values(left).filter((one) => startsWith(one, path));
  };
  const isTold = (path: InputPath): boolean => stored.some((one) => startsWith(path, one));
  return {
    stored: stored.flatMap(stays),
    notStored: [...lost.filter(isTold).map((path) => ({ path, reason })), ...notStored],
    carriedBy: left,
  };
}

const pathsOf = (
  carriedBy: Readonly<Record<string, InputPath>>,
  keys: readonly string[],
): readonly InputPath[] =>
  keys.flatMap((key) => {
    const path = carriedBy[key];
    return path ? [path] : [];
  });
