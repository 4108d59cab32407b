import { isSamePath, pathsTo, startsWith } from '#normalise';
import type { InputPath, NotStored, StepParts } from '#normalise';
import type { Backend, CreateUserInput, UserChanges } from '#schema';

/** What an input can say of a person, in the order of the schema. */
const PARTS = pathsTo([
  'displayName',
  'givenName',
  'familyName',
  'email',
  'phone',
  'language',
  'location.country',
  'location.state',
  'location.city',
  'lastActiveAt',
  'subscriptions.email',
  'subscriptions.sms',
  'subscriptions.voice',
  'device.platform',
  'device.model',
  'device.osVersion',
  'device.packageName',
  'customData',
  'authCode',
]);

/** The parts of one input. */
export interface GivenParts {
  /** Paths below `input`. */
  readonly parts: readonly InputPath[];
  /** What the backends were prepared from. */
  readonly input: unknown;
  /** Leads to that from the mutation's `input`. */
  readonly at: InputPath;
}

/** What a creation says of the person; `null` says nothing there. */
export const partsOfCreation = (input: CreateUserInput): GivenParts => ({
  parts: PARTS.filter((path) => isThere(input, path)),
  input,
  at: [],
});

/** What a change says of the person; `null` clears, a whole group too. */
export function partsOfChange(changes: UserChanges, at: InputPath): GivenParts {
  const given = PARTS.map((path) => {
    const group = path.slice(0, 1);
    return valueAt(changes, group) === null ? group : path;
  }).filter((path) => valueAt(changes, path) !== undefined);
  const parts = given.filter((path, index) => !isSamePath(path, given[index - 1] ?? []));
  return { parts, input: changes, at };
}

/** How a backend's write treats an input. */
export interface Treatment {
  /** The parts that it stores, whether they were given or not. */
  readonly stores: readonly InputPath[];
  /** What is left out of its request all the same. */
  readonly leavesOut?: readonly NotStored[] | undefined;
}

/** Says of each given part whether a backend stores it. Of a JSON object that it stores in part, each key is one. */
export function treated(
  backend: Backend,
  { stores, leavesOut = [] }: Treatment,
  { parts, input, at }: GivenParts,
): StepParts {
  const named = [...stores, ...leavesOut.map(({ path }) => path)];
  const reasonFor = (path: InputPath): string | null => {
    const known = leavesOut.find((one) => isSamePath(one.path, path));
    if (known) return known.reason;
    return stores.some((one) => startsWith(one, path))
      ? null
      : `${backend} documents no write for it.`;
  };
  const judged = [
    ...parts.flatMap((path) => entriesAt(path, input, named)),
    ...ownParts(stores, input),
  ].map((path) => ({ path: [...at, ...path], reason: reasonFor(path) }));
  return {
    stored: judged.filter(({ reason }) => reason === null).map(({ path }) => path),
    notStored: judged.flatMap(({ path, reason }) => (reason === null ? [] : [{ path, reason }])),
  };
}

/** The part itself, or the keys of a JSON object of which some are named. */
function entriesAt(
  path: InputPath,
  input: unknown,
  named: readonly InputPath[],
): readonly InputPath[] {
  const value = valueAt(input, path);
  const isTakenApart = named.some((one) => one.length > path.length && startsWith(one, path));
  return isTakenApart && typeof value === 'object' && value !== null
    ? Object.keys(value).map((key) => path.concat(key))
    : [path];
}

/** What only this backend knows, such as an identifier that it takes at creation. */
const ownParts = (stores: readonly InputPath[], input: unknown): readonly InputPath[] =>
  stores.filter((path) => !PARTS.some(([group]) => group === path[0]) && isThere(input, path));

const isThere = (input: unknown, path: InputPath): boolean =>
  (valueAt(input, path) ?? null) !== null;

const valueAt = (input: unknown, path: InputPath): unknown =>
  path.reduce<unknown>((within, name) => Object(within)[name], input);
