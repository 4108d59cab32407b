import { labelOf, operationOf, valueOf } from './facts.ts';
import { named, namedNode, represented } from './naming.ts';
import type { NamedNode, Represented } from './naming.ts';
import { fieldsFor, given } from './query.ts';
import type { Field, Names, Selection, Variant } from './query.ts';
import {
  ACCOUNT_COSTS,
  ACCOUNT_TYPE,
  FREE_OF_ACCOUNT,
  GATHERED,
  MAIN_READ,
  SOURCES,
} from './sources.ts';
import { detailOf } from './stage.ts';
import type { Stage, StagedAccount, StagedPerson } from './stage.ts';

type Path = readonly (string | number)[];

/** What one request must cost and answer. */
export interface Expectation {
  /** By `BACKEND operation scope/ref`: which operation of which backend's document each call is. */
  readonly calls: ReadonlyMap<string, string>;
  /** For each call for details: the names that somebody may see, and those that it may ask for early. */
  readonly names: ReadonlyMap<
    string,
    { readonly asked: Set<string>; readonly allowed: Set<string> }
  >;
  readonly values: readonly { readonly path: Path; readonly value: unknown }[];
  /** Positions of the people whom the registry knows afterwards. */
  readonly met: ReadonlySet<number>;
}

/**
 * The least that a query costs, from the documents alone: a field asks its sources in order until one has a value,
 * lists and provenance ask all of them, an operation is called once for an account. Of calls that may fail or not it
 * holds all that either makes necessary.
 */
export function leastFor(
  query: Selection,
  stage: Stage,
  variant: Variant,
  known: ReadonlySet<number>,
  nameOf: (field: Field) => string,
): Expectation {
  const walk = new Walk(stage, variant, known, nameOf);
  walk.query(query);
  return walk;
}

class Walk implements Expectation {
  readonly calls = new Map<string, string>();
  readonly names = new Map<string, { asked: Set<string>; allowed: Set<string> }>();
  readonly values: { path: Path; value: unknown }[] = [];
  readonly met: Set<number>;
  readonly #known: ReadonlySet<number>;
  readonly #stage: Stage;
  readonly #variant: Variant;
  readonly #nameOf: (field: Field) => string;

  constructor(
    stage: Stage,
    variant: Variant,
    known: ReadonlySet<number>,
    nameOf: (field: Field) => string,
  ) {
    this.#stage = stage;
    this.#variant = variant;
    this.#known = known;
    this.met = new Set(known);
    this.#nameOf = nameOf;
  }

  query(query: Selection): void {
    for (const field of fieldsFor('Query', query, this.#variant)) this.#root(field);
  }

  #root(field: Field): void {
    const { argument, selection } = field;
    const at = [this.#nameOf(field)];
    if (!argument || !selection) return;
    switch (argument.kind) {
      case 'by':
        return this.#lookup(
          named(given(argument, this.#variant), this.#stage).person,
          selection,
          at,
        );
      case 'bys':
        return given(argument, this.#variant).forEach((one, index) =>
          this.#lookup(named(one, this.#stage).person, selection, [...at, index]),
        );
      case 'id':
        return this.#node(namedNode(given(argument, this.#variant), this.#stage), selection, at);
      case 'ids':
        return given(argument, this.#variant).forEach((one, index) =>
          this.#node(namedNode(one, this.#stage), selection, [...at, index]),
        );
      case 'representations':
        return given(argument, this.#variant).forEach((one, index) =>
          this.#entity(represented(one, this.#stage), selection, [...at, index]),
        );
      case 'names':
      case 'fields':
      case 'at':
    }
  }

  #lookup(person: StagedPerson | null, selection: Selection, at: Path): void {
    if (!person || !this.#isThere(person)) return this.#expect(at, null);
    this.#user(person, selection, at);
  }

  #entity(
    { person, account }: Omit<Represented, 'representation'>,
    selection: Selection,
    at: Path,
  ): void {
    if (!person || !this.#isThere(person)) return this.#expect(at, null);
    if (account) this.#account(account, selection, at);
    else this.#user(person, selection, at);
  }

  /** Whom the registry does not know, the backend must confirm. */
  #isThere({ index, accounts }: StagedPerson): boolean {
    if (this.#known.has(index)) return true;
    const [account] = accounts;
    const main = account && MAIN_READ[account.backend];
    if (!account || !main || !this.#call(account, main)) return false;
    this.met.add(index);
    return true;
  }

  #node({ person, account }: NamedNode, selection: Selection, at: Path): void {
    if (!person) return this.#expect(at, null);
    if (account) this.#account(account, selection, at);
    else this.#user(person, selection, at);
  }

  #user(person: StagedPerson, selection: Selection, at: Path): void {
    for (const field of fieldsFor('User', selection, this.#variant)) {
      this.#userField(person, field, [...at, this.#nameOf(field)]);
    }
  }

  #userField(person: StagedPerson, field: Field, at: Path): void {
    const { name, selection } = field;
    const below = selection ?? [];
    // They tell of what the other fields cost, and cost nothing themselves.
    if (name === 'id' || name === 'notices') return;
    if (name === 'account') {
      const [account] = this.#accountsAt(person, String(this.#argument(field)));
      return account ? this.#account(account, below, at) : this.#expect(at, null);
    }
    if (name === 'accounts') {
      return person.accounts.forEach((account, index) =>
        this.#account(account, below, [...at, index]),
      );
    }
    if (name === 'provenance') return this.#provenance(person, this.#argument(field) as Names);
    if (name === 'reportees') {
      return this.#reportees(this.#accountsAt(person, 'CHAKRA')[0], below, at);
    }
    if (name === 'details') {
      const [account] = this.#accountsAt(person, 'HAPTIK_TRACT');
      if (!account) return this.#expect(at, null);
      return this.#expect(at, this.#details(account, this.#argument(field) as Names));
    }
    if (GATHERED.has(name)) return this.#askAll(person, name);
    if (SOURCES[name]) return this.#expect(at, this.#askInOrder(person, name));
    for (const nested of fieldsFor(name, below, this.#variant)) {
      const value = this.#askInOrder(person, `${name}.${nested.name}`);
      this.#expect([...at, this.#nameOf(nested)], value);
    }
  }

  #account(account: StagedAccount, selection: Selection, at: Path): void {
    const type = ACCOUNT_TYPE[account.backend];
    for (const field of fieldsFor(type, selection, this.#variant)) {
      const { name } = field;
      const below = field.selection ?? [];
      const path = [...at, this.#nameOf(field)];
      if (name === 'user') this.#user(this.#person(account.owner), below, path);
      else if (name === 'reportees') this.#reportees(account, below, path);
      else if (name === 'details') {
        this.#expect(path, this.#details(account, this.#argument(field) as Names));
      } else if (!FREE_OF_ACCOUNT.has(name)) {
        const costs = ACCOUNT_COSTS[`${account.backend} ${name}`] ?? [MAIN_READ[account.backend]];
        for (const operation of costs) if (operation) this.#call(account, operation);
      }
    }
  }

  /** A backend that names people vouches for them: they cost no call. */
  #reportees(account: StagedAccount | undefined, selection: Selection, at: Path): void {
    if (!account || !this.#call(account, 'user')) return;
    const people = [...new Set(account.reportees)].flatMap((index) => {
      const person = this.#stage.people[index];
      return person ? [person] : [];
    });
    const chakra = people.filter((person) => this.#accountsAt(person, 'CHAKRA').length > 0);
    chakra.forEach((person, index) => {
      this.met.add(person.index);
      this.#user(person, selection, [...at, index]);
    });
  }

  /** A name that is not available makes the whole ask an error, and the error costs nothing more. */
  #details(account: StagedAccount, names: Names): unknown {
    if (!this.#call(account, 'user')) return null;
    const available = (account.facts['details_available']?.says ?? []) as readonly string[];
    if (available.length === 0 || names?.some((name) => !available.includes(name))) return null;
    const wanted = names ?? available;
    if (wanted.length === 0) return {};
    const key = labelOf(account, 'details');
    const asks = this.names.get(key) ?? { asked: new Set(), allowed: new Set(available) };
    for (const name of wanted) asks.asked.add(name);
    this.names.set(key, asks);
    if (!this.#call(account, 'details')) return null;
    return Object.fromEntries(wanted.map((name) => [name, detailOf(name, account)]));
  }

  #provenance(person: StagedPerson, names: Names): void {
    const fields = (names ?? Object.keys(SOURCES)).map((name) =>
      Object.keys(SOURCES).filter((field) => field === name || field.startsWith(`${name}.`)),
    );
    if (fields.some((found) => found.length === 0)) return;
    for (const name of fields.flat()) this.#askAll(person, name);
  }

  #askAll(person: StagedPerson, name: string): void {
    for (const source of SOURCES[name] ?? []) {
      const [backend = '', operation = '', fact = ''] = source.split(' ');
      for (const account of this.#accountsAt(person, backend)) {
        if (operation === 'details') this.#details(account, null);
        else this.#read(account, operation, fact);
      }
    }
  }

  #askInOrder(person: StagedPerson, name: string): unknown {
    for (const source of SOURCES[name] ?? []) {
      const [backend = '', operation = '', fact = ''] = source.split(' ');
      for (const account of this.#accountsAt(person, backend)) {
        const value = this.#read(account, operation, fact);
        if (value !== null) return value;
      }
    }
    return null;
  }

  #read(account: StagedAccount, operation: string, fact: string): unknown {
    const isThere = operation === 'written' ? account.written : this.#call(account, operation);
    const isUncertain = this.#stage.suffering.uncertain.has(operationOf(account, operation));
    return isThere && !isUncertain ? valueOf(account, fact) : null;
  }

  /** Whether the call brings a record. */
  #call(account: StagedAccount, operation: string): boolean {
    const called = operationOf(account, operation);
    this.calls.set(labelOf(account, operation), called);
    return account.known && !this.#stage.suffering.failing.has(called);
  }

  #expect(path: Path, value: unknown): void {
    this.values.push({ path, value });
  }

  #argument({ argument }: Field): unknown {
    return argument ? argument.value[argument.variable ? this.#variant : 0] : null;
  }

  #accountsAt({ accounts }: StagedPerson, backend: string): readonly StagedAccount[] {
    return accounts.filter((account) => account.backend === backend);
  }

  #person(index: number): StagedPerson {
    const person = this.#stage.people[index];
    if (!person) throw new Error('An account has no owner.');
    return person;
  }
}
