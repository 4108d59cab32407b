import { expect } from 'vitest';
import type { TestFacet } from '../facet.ts';
import { type Wire, enter, everything } from './person.ts';

export interface Warned {
  readonly backend: string;
  readonly field: string;
  readonly message: string;
}

/** Chakra's record of the person who is everywhere, with some fields changed. */
export const chakra = (fields: Readonly<Record<string, unknown>>): Partial<Wire> => ({
  chakra: { ...everything.chakra, ...fields },
});

/** The same of Emeritus' profile. */
export const profile = (fields: Readonly<Record<string, unknown>>): Partial<Wire> => ({
  profile: { ...everything.profile, ...fields },
});

/** A selection of a person whose records differ so from `everything`, and what is warned of. */
export async function readWith(facet: TestFacet, selection: string, changes: Partial<Wire>) {
  const { id } = await enter(facet, changes);
  const { data, errors, extensions } = await facet.query(
    `query ($id: ID!) { user(by: { id: $id }) { ${selection} } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  const warnings: readonly Warned[] = Object(extensions).warnings ?? [];
  return { user: Object(data).user, warnings };
}
