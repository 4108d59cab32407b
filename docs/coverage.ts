import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { UNCONNECTED, backends } from '#backends';
import type { BackendAdapter, ConfiguredBackend } from '#backends';
import { unifiedFields } from '#users';
import type { UnifiedFields } from '#users';
import { vendors } from '../sandbox/vendors.ts';

/** One thing that a vendor's document says, and where it goes. */
const row = z
  .strictObject({
    /** The operation id in the OpenAPI document. */
    operation: z.string(),
    in: z.enum([
      'endpoint',
      'auth',
      'header',
      'encoding',
      'path',
      'query',
      'request',
      'response',
      'status',
      'note',
    ]),
    item: z.string(),
    /** Properties of the account, as the mapping names them; a part of one after a dot (`emails.createdAt`). */
    to: z.array(z.string()).default([]),
    /** Fields of input types: `CreateUserInput.phone`. */
    from: z.array(z.string()).default([]),
    /** What else becomes of it. */
    used: z.string().optional(),
    /** Why nothing does. */
    waived: z.string().optional(),
    /** It is not in the vendor's document: a decision of this project. */
    decided: z.boolean().default(false),
  })
  .refine(
    ({ to, from, used, waived }) =>
      (waived === undefined) === (to.length + from.length > 0 || used !== undefined),
    'A row says where its item goes, or why it is waived, and not both.',
  );

const coverage = z.strictObject({ seed: z.string(), title: z.string(), items: z.array(row) });

export type CoverageRow = z.output<typeof row>;

/** What one vendor's document says, with the mapping that it is held to. */
export interface Coverage extends z.output<typeof coverage> {
  readonly backend: ConfiguredBackend;
  readonly adapter: BackendAdapter;
}

/** Every backend is configured as for the sandbox, so that writes can be prepared. */
const ENVIRONMENT: Readonly<Record<string, string>> = Object.assign(
  {},
  ...vendors.map(({ environment }) => environment('http://127.0.0.1')),
);

/** The list of each vendor, `coverage.yaml` in its folder; throws when one is not as `row` says. */
export const coverages: readonly Coverage[] = backends.map((known) => {
  const backend = known.configure(ENVIRONMENT);
  const file = new URL('coverage.yaml', backend.document);
  const adapter = backend.connect(UNCONNECTED);
  const { seed, title, items } = coverage.parse(parse(readFileSync(file, 'utf8')));
  return { seed, title, items, backend, adapter };
});

export const unified: UnifiedFields = unifiedFields(coverages.map(({ adapter }) => adapter));

/** A property of an account's mapping, and the part of it that a row names. */
export function propertyIn(
  { fields }: BackendAdapter,
  name: string,
): { readonly property: string; readonly part: string | null } | null {
  if (name in fields) return { property: name, part: null };
  const dot = name.indexOf('.');
  const property = name.slice(0, dot);
  return property in fields ? { property, part: name.slice(dot + 1) } : null;
}
