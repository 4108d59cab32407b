import type { AccountKey } from '#normalise';
import type { ImportCounts, ImportProblem, ImportedPerson, RefusedRow } from '../imports.ts';
import { newUserId } from '../ids.ts';
import { accountText } from '../match.ts';
import type { AccountRow, Cause, NewAccount } from '../registry.ts';
import { linkOrMerge } from './account-links.ts';
import { audit } from './audit-rows.ts';
import { hasNewData, refresh } from './account-writes.ts';
import { keysOf } from './adopt.ts';
import { insertLinks, insertUsers } from './insert.ts';
import type { NewLink } from './insert.ts';
import { erasedAmong, suppressedRecord } from './tombstones.ts';
import type { WriteContext } from './write-context.ts';

/** What became of the rows of a batch. */
export interface Imported extends Omit<ImportCounts, 'rows' | 'refused'> {
  readonly refused: readonly RefusedRow[];
}

interface ImportWay {
  readonly merges: boolean;
  readonly cause: Cause;
}

/** Links what rows name, one after another: each sees what those before it did. */
export async function importPeople(
  context: WriteContext,
  people: readonly ImportedPerson[],
  way: ImportWay,
): Promise<Imported> {
  const batch = new Batch(context, people, way);
  await batch.read();
  for (const person of people) await batch.take(person);
  await batch.flush();
  return { ...batch.counts, refused: batch.refused };
}

/** A user as the rows so far have left them. */
interface Holder {
  readonly id: string;
  /** By backend and scope: a user has one account in each place. */
  readonly places: Map<string, string>;
}

/** Users who are known, and what is to be written for all rows in few statements. */
class Batch {
  readonly counts = { created: 0, linked: 0, merged: 0, unchanged: 0 };
  readonly refused: RefusedRow[] = [];
  readonly #context: WriteContext;
  readonly #people: readonly ImportedPerson[];
  readonly #way: ImportWay;
  #holders = new Map<string, Holder>();
  #rows = new Map<string, AccountRow>();
  /** Accounts of persons who were erased. */
  #erased: ReadonlySet<string> = new Set();
  #newUsers: string[] = [];
  #newLinks: NewLink[] = [];

  constructor(context: WriteContext, people: readonly ImportedPerson[], way: ImportWay) {
    this.#context = context;
    this.#people = people;
    this.#way = way;
  }

  /** Looks up everybody whom the rows name. */
  async read(): Promise<void> {
    const named = this.#people.flatMap((one) => one.accounts);
    const users = await this.#context.find(keysOf(named));
    this.#holders = new Map();
    this.#rows = new Map();
    const erased = await erasedAmong(this.#context.trx, named, this.#context.hashKey);
    this.#erased = new Set(erased.map(accountText));
    for (const { id, accounts } of users) {
      const holder = {
        id,
        places: new Map(accounts.map((row) => [placeOf(row), accountText(row)])),
      };
      for (const row of accounts) {
        this.#holders.set(accountText(row), holder);
        this.#rows.set(accountText(row), row);
      }
    }
  }

  async take(person: ImportedPerson): Promise<void> {
    const holders = this.#holdersOf(person);
    const erased = person.accounts.filter((account) => this.#erased.has(accountText(account)));
    if (erased.length > 0) {
      // It would bring back somebody who was promised to be gone.
      await audit(this.#context, [suppressedRecord(erased, this.#way.cause)]);
      this.#refuse(person.row, 'ERASED', holders, erased[0] ?? null);
      return;
    }
    if (holders.length > 1) await this.#unite(person, holders);
    else await this.#link(person, holders[0] ?? null, null);
  }

  async flush(): Promise<void> {
    await insertUsers(this.#context, this.#newUsers);
    await insertLinks(this.#context, this.#newLinks, this.#way.cause);
    this.#newUsers = [];
    this.#newLinks = [];
  }

  #holdersOf({ accounts }: ImportedPerson): readonly Holder[] {
    const held = accounts.flatMap((account) => this.#holders.get(accountText(account)) ?? []);
    return [...new Set(held)];
  }

  async #link(
    { row, accounts }: ImportedPerson,
    holder: Holder | null,
    count: 'merged' | null,
  ): Promise<void> {
    const fresh = accounts.filter((account) => !this.#holders.has(accountText(account)));
    const rival = fresh.find((account) => holder?.places.has(placeOf(account)));
    if (holder && rival) {
      this.#refuse(row, 'OCCUPIED', [holder], rival);
      return;
    }
    const owner = holder ?? this.#newUser();
    for (const account of fresh) this.#add(owner, account);
    const isRefreshed = await this.#refresh(accounts.filter((account) => !fresh.includes(account)));
    const isNews = fresh.length > 0 || isRefreshed;
    this.counts[count ?? (holder ? (isNews ? 'linked' : 'unchanged') : 'created')] += 1;
  }

  #newUser(): Holder {
    const id = newUserId();
    this.#newUsers.push(id);
    return { id, places: new Map() };
  }

  #add(owner: Holder, account: NewAccount): void {
    const text = accountText(account);
    owner.places.set(placeOf(account), text);
    this.#holders.set(text, owner);
    this.#newLinks.push({ userId: owner.id, account });
  }

  /** Keeps further identifiers of accounts that are known. */
  async #refresh(accounts: readonly NewAccount[]): Promise<boolean> {
    let isRefreshed = false;
    for (const account of accounts) {
      if (!account.aliases) continue;
      if (!this.#rows.has(accountText(account))) {
        // A row before it named the account.
        await this.flush();
        await this.read();
      }
      const row = this.#rows.get(accountText(account));
      if (!row || !hasNewData(row, account)) continue;
      await refresh(this.#context, row, account);
      isRefreshed = true;
    }
    return isRefreshed;
  }

  async #unite(person: ImportedPerson, holders: readonly Holder[]): Promise<void> {
    const { merges, cause } = this.#way;
    if (!merges) {
      this.#refuse(person.row, 'TWO_USERS', holders, null);
      return;
    }
    const rival = rivalAmong(holders);
    if (rival) {
      this.#refuse(person.row, 'OCCUPIED', holders, null);
      return;
    }
    // What the rows before it did is part of what is merged.
    await this.flush();
    const [first, ...others] = person.accounts.filter((one) => this.#holders.has(accountText(one)));
    const userId = first && this.#holders.get(accountText(first))?.id;
    for (const other of others) {
      if (userId !== undefined) await linkOrMerge(this.#context, userId, other, cause);
    }
    await this.read();
    await this.#link(person, this.#holdersOf(person)[0] ?? null, 'merged');
  }

  #refuse(
    row: number,
    problem: ImportProblem,
    holders: readonly Holder[],
    rival: AccountKey | null,
  ): void {
    const backend = rival?.backend ?? null;
    const detail = DETAILS[problem] ?? '';
    this.refused.push({ row, problem, detail, userIds: holders.map(({ id }) => id), backend });
  }
}

const DETAILS: Readonly<Partial<Record<ImportProblem, string>>> = {
  TWO_USERS:
    'Its accounts are of several users. Merge them by linkAccount, or import with --merge.',
  OCCUPIED: 'The user has another account in the same place.',
  ERASED:
    'The person was erased. Link the account by linkAccount, if they are to be taken up again.',
};

const placeOf = ({ backend, scope }: AccountKey): string => `${backend} ${scope}`;

/** Whether two of them have different accounts in one place. */
function rivalAmong(holders: readonly Holder[]): boolean {
  const places = holders.flatMap((holder) => [...holder.places.keys()]);
  return new Set(places).size < places.length;
}
