import { LAST_WRITE } from '#backends';
import { accountText, accountKey } from '#registry';
import type { ContactPoint, Registry, UserKey, UserRow } from '#registry';
import type { Backend, Origin } from '#schema';
import type { CachedAccount, CachedContacts } from './cached-contacts.ts';
import type { ContactPointOccurrence, ExtractContactPoints } from './contact-point-occurrences.ts';

/** Somebody who may be the same person, and why. */
export interface PossibleDuplicate {
  readonly userId: string;
  readonly evidence: readonly SharedContact[];
}

/** An e-mail address or phone number of two users, and where each has it. */
export interface SharedContact extends ContactPoint {
  readonly backend: Backend;
  readonly backendField: string;
  readonly origin: Origin;
  readonly otherBackend: Backend;
  readonly otherBackendField: string;
  readonly otherOrigin: Origin;
}

export interface DuplicateDeps {
  readonly registry: Registry;
  readonly find: (keys: readonly UserKey[]) => Promise<readonly UserRow[]>;
  readonly contactPointsIn: ExtractContactPoints;
  /** `null` for who wants nothing that others have read. */
  readonly cached: CachedContacts | null;
}

/** Shared contacts told of one user at most. */
const MOST = 100;

/** Who may be the same person as each of these, by what was last written or read a moment ago; asks no backend. */
export async function duplicatesOf(
  userIds: readonly string[],
  deps: DuplicateDeps,
): Promise<readonly (readonly PossibleDuplicate[])[]> {
  const { registry, find, cached } = deps;
  const read = (await cached?.accounts()) ?? new Map<string, CachedAccount>();
  const users = await find(userIds.map((id) => ({ by: 'userId', id })));
  const seen = (user: UserRow) => placesOf(user, read, deps.contactPointsIn);
  const points = new Map(users.flatMap(seen).map((place) => [textOf(place), place]));
  const holders = await registry.contactHolders([...points.values()]);
  const rows = await find([
    ...holders.map((id) => ({ by: 'userId', id }) as const),
    ...accountsWith(points, read),
  ]);
  const others = [...new Map(rows.map((row) => [row.id, row])).values()];
  others.sort((one, other) => (one.id < other.id ? -1 : 1));
  const placesOfOthers = others.map((user) => ({ user, places: seen(user) }));
  return userIds.map((id) => {
    const user = users.find((row) => row.id === id || row.formerIds.includes(id));
    return user ? sharing(user, seen(user), placesOfOthers) : [];
  });
}

/** Where a user has an e-mail address or phone number. */
interface Place extends ContactPointOccurrence {
  readonly backend: Backend;
  readonly origin: Origin;
}

const textOf = ({ kind, value }: ContactPoint): string => `${kind} ${value}`;

function placesOf(
  { accounts }: UserRow,
  read: ReadonlyMap<string, CachedAccount>,
  occurrences: ExtractContactPoints,
): readonly Place[] {
  return accounts.flatMap((account) => {
    const { backend, lastWrite } = account;
    const written = lastWrite ? occurrences(backend, LAST_WRITE, lastWrite.record) : [];
    const cached = read.get(accountText(account))?.occurrences ?? [];
    return [
      ...written.map((occurrence) => placeOf(occurrence, backend, 'LAST_WRITE')),
      ...cached.map((occurrence) => placeOf(occurrence, backend, 'CACHED')),
    ];
  });
}

const placeOf = (
  { kind, value, backendField }: ContactPointOccurrence,
  backend: Backend,
  origin: Origin,
): Place => ({ kind, value, backendField, backend, origin });

function accountsWith(
  points: ReadonlyMap<string, unknown>,
  read: ReadonlyMap<string, CachedAccount>,
): readonly UserKey[] {
  return [...read.values()]
    .filter(({ occurrences }) => occurrences.some((occurrence) => points.has(textOf(occurrence))))
    .map(({ account }) => accountKey(account));
}

function sharing(
  user: UserRow,
  own: readonly Place[],
  others: readonly { readonly user: UserRow; readonly places: readonly Place[] }[],
): readonly PossibleDuplicate[] {
  const duplicates: PossibleDuplicate[] = [];
  let left = MOST;
  for (const other of others) {
    if (other.user.id === user.id || left === 0) continue;
    const evidence = sharedOf(own, other.places).slice(0, left);
    left -= evidence.length;
    if (evidence.length > 0) duplicates.push({ userId: other.user.id, evidence });
  }
  return duplicates;
}

function sharedOf(own: readonly Place[], others: readonly Place[]): readonly SharedContact[] {
  const shared = own.flatMap((mine) =>
    others
      .filter((theirs) => textOf(theirs) === textOf(mine))
      .map((theirs) => ({
        kind: mine.kind,
        value: mine.value,
        backend: mine.backend,
        backendField: mine.backendField,
        origin: mine.origin,
        otherBackend: theirs.backend,
        otherBackendField: theirs.backendField,
        otherOrigin: theirs.origin,
      })),
  );
  const distinct = new Map(shared.map((contact) => [Object.values(contact).join(' '), contact]));
  return [...distinct]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, contact]) => contact);
}
