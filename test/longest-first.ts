import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/**
 * Most of these wait, for other processes and for time-outs: whoever begins one last waits for it alone. Vitest knows how long
 * a file takes only where it has run before, and takes the size of a file for it elsewhere.
 */
const LONGEST = [
  'outages/outages',
  'operations/durability',
  'crash/crash',
  'instances/hot-person',
  'crash/crash-courses',
  'operations/moved-accounts',
  'registry/contract',
  'users/minimal-calls',
  'telemetry/traces',
  'privacy/erase-killed',
  'crash/account-order',
  'operations/by-operator',
  'crash/crash-postgres',
  'instances/workers',
  'instances/readiness',
  'users/ways-of-reading',
  'explorer/browser',
] as const;

/** Begins with the test files that take longest, wherever a run is the first one. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- Vitest's own, which makes a new list.
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
  return place === -1 ? LONGEST.length : place;
}
