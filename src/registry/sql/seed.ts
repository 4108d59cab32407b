import { slices } from './slices.ts';
import { newUserId } from '../ids.ts';
import { insertLinks, insertUsers } from './insert.ts';
import { erasedAmong } from './tombstones.ts';
import { accountText, accountKey } from '../match.ts';
import type { Cause, NewAccount } from '../registry.ts';
import type { WriteContext } from './write-context.ts';

type Person = readonly NewAccount[];

/** People looked up and linked at a time. */
const PEOPLE = 500;

/** Leaves out people of whom an account is known, so that it may be repeated; and those without any account. */
export async function seed(
  context: WriteContext,
  people: readonly Person[],
  cause: Cause,
): Promise<void> {
  for (const some of slices(people, PEOPLE)) {
    const fresh = await withoutTheErased(context, await unknownOf(context, some));
    const links = fresh.flatMap((person) => linksOf(newUserId(), person));
    await insertUsers(context, [...new Set(links.map(({ userId }) => userId))]);
    await insertLinks(context, links, cause);
  }
}

async function withoutTheErased(
  { trx, hashKey }: WriteContext,
  people: readonly Person[],
): Promise<readonly Person[]> {
  const erased = new Set(await erasedAmong(trx, people.flat(), hashKey));
  return erased.size === 0
    ? people
    : people.filter((person) => !person.some((account) => erased.has(account)));
}

const linksOf = (userId: string, person: Person) => person.map((account) => ({ userId, account }));

async function unknownOf({ find }: WriteContext, people: readonly Person[]): Promise<Person[]> {
  const users = await find(people.flat().map(accountKey));
  const known = new Set(users.flatMap(({ accounts }) => accounts.map(accountText)));
  return people.filter((person) => {
    const texts = person.map(accountText);
    const isKnown = texts.some((text) => known.has(text));
    if (!isKnown) for (const text of texts) known.add(text);
    return !isKnown;
  });
}
