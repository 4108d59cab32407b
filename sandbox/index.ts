import type { Backend } from '#schema';
import { populate, type Population, type SandboxPerson } from './population/index.ts';
import { type SandboxBackend, startBackend } from './vendor-server.ts';
import type { Vendor } from './vendor.ts';
import { vendors } from './vendors.ts';

export { faults } from './faults.ts';
export type { SandboxBackend } from './vendor-server.ts';

export interface SandboxOptions {
  /** How many people the registry is to know, from 200 to 4000; 240 when left out. */
  readonly people?: number;
  /** Another seed makes up other people; 1 when left out. Number 1, the showcase, is the same in all of them. */
  readonly seed?: number;
}

/** The five backends as real HTTP servers on 127.0.0.1, stateful, with people made up for them. */
export interface Sandbox {
  /** The environment variables that point Facet at it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whom to seed the registry with. */
  readonly people: readonly SandboxPerson[];
  /** Whom a backend knows and the registry is not told of: they can be adopted. */
  readonly strangers: readonly SandboxPerson[];
  backend(name: Backend): SandboxBackend;
  /** How many requests arrived, by backend and operation; what was not called is left out. */
  calls(): Readonly<Partial<Record<Backend, Readonly<Record<string, number>>>>>;
  resetLogs(): void;
  /** Every backend back to its start. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts all five on free ports. Throws `RangeError` when `people` is out of range. */
export async function startSandbox({
  people = 240,
  seed = 1,
}: SandboxOptions = {}): Promise<Sandbox> {
  // Fewer would not show every combination of backends; more would run out of telephone numbers.
  if (!(people >= 200 && people <= 4000))
    throw new RangeError('people: a number from 200 to 4000.');
  const population = populationOf(people, seed);
  const backends = await startAll(population);
  return {
    environment: environmentOf(backends),
    people: population.people,
    strangers: population.strangers,
    backend: (name) => named(backends, name),
    calls: () => callsOf(backends),
    resetLogs: () => backends.forEach((backend) => backend.clearLog()),
    reset: async () => {
      await Promise.all(backends.values().map((backend) => backend.up()));
      backends.forEach((backend) => backend.reset());
    },
    close: async () => void (await Promise.all(backends.values().map((backend) => backend.down()))),
  };
}

/** Making everybody up costs more than serving them: whoever starts several in a process does it once. */
const populations = new Map<string, Population>();

function populationOf(people: number, seed: number): Population {
  const name = `${people}/${seed}`;
  const population = populations.get(name) ?? populate(vendors, people, seed);
  populations.set(name, population);
  return population;
}

type Backends = ReadonlyMap<Vendor, SandboxBackend>;

async function startAll({ residents }: Population): Promise<Backends> {
  return new Map(
    await Promise.all(
      residents
        .entries()
        .map(async ([vendor, { open }]) => [vendor, await startBackend(vendor, open())] as const),
    ),
  );
}

function environmentOf(backends: Backends): Record<string, string> {
  const variables = backends.entries().map(([vendor, { url }]) => vendor.environment(url));
  return Object.assign({}, ...variables);
}

function named(backends: Backends, name: Backend): SandboxBackend {
  const found = backends.entries().find(([vendor]) => vendor.name === name);
  if (!found) throw new RangeError(`The sandbox has no backend ${name}.`);
  return found[1];
}

function callsOf(backends: Backends): ReturnType<Sandbox['calls']> {
  const called = backends
    .entries()
    .map(([{ name }, backend]) => [name, backend.callsByOperation()] as const)
    .filter(([, operations]) => Object.keys(operations).length > 0);
  return Object.fromEntries(called);
}
