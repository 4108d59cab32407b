import type { NewAccount } from '#registry';
import type { Candidate, Residents, Vendor } from '../vendor.ts';
import { membershipOf } from './membership.ts';
import { type Person, personOf } from './person.ts';
import { latinName } from './spelling.ts';

/** A made-up person and what the registry should know of them. */
export interface SandboxPerson {
  /** From 1; the first one is the showcase. */
  readonly number: number;
  /** In Latin letters. The backends may say otherwise. */
  readonly name: string;
  /** One for each backend that knows the person, several where a backend has scopes. */
  readonly accounts: readonly NewAccount[];
}

export interface Population {
  readonly people: readonly SandboxPerson[];
  /** People whom a backend knows and the registry does not: one account each, there to be adopted. */
  readonly strangers: readonly SandboxPerson[];
  readonly residents: ReadonlyMap<Vendor, Residents>;
}

/** So many that every readable backend has several. */
const STRANGERS = 12;

/** Makes everybody up, and their records at the backends. The same for the same seed. */
export function populate(vendors: readonly Vendor[], count: number, seed: number): Population {
  const people = numbered(1, count).map((number) => personOf(number, seed));
  const strangers = numbered(count + 1, STRANGERS).map((number) => personOf(number, seed));
  const residents = new Map(
    vendors.map((vendor) => {
      const members = people.filter(({ number }) =>
        membershipOf(number, vendors, seed).has(vendor),
      );
      const unknown = strangers.filter((_person, position) => homeOf(position, vendors) === vendor);
      const candidates = [...candidatesOf(members, false), ...candidatesOf(unknown, true)];
      return [vendor, vendor.house(candidates, seed)] as const;
    }),
  );
  const known = (person: Person) => withAccounts(person, vendors, residents);
  return { people: people.map(known), strangers: strangers.map(known), residents };
}

const numbered = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_nothing, position) => first + position);

const candidatesOf = (people: readonly Person[], stranger: boolean): readonly Candidate[] =>
  people.map((person) => ({ person, stranger }));

/** Strangers live at the readable backends in turn. */
function homeOf(position: number, vendors: readonly Vendor[]): Vendor | undefined {
  const readable = vendors.filter((vendor) => vendor.readable);
  return readable[position % readable.length];
}

function withAccounts(
  person: Person,
  vendors: readonly Vendor[],
  residents: ReadonlyMap<Vendor, Residents>,
): SandboxPerson {
  return {
    number: person.number,
    name: latinName(person),
    accounts: vendors.flatMap((vendor) => residents.get(vendor)?.accounts.get(person.number) ?? []),
  };
}
