import { getOperationAST, parse } from 'graphql';
import type { GraphQLError } from 'graphql';
import { Footprint, SharedReads, found } from '#backends';
import type { BackendAdapter, Reading } from '#backends';
import { Visibility } from '#users';
import type { Warning } from '#users';
import { chakra } from '../../../src/backends/chakra/index.ts';
import type { ReadKey } from '../../../src/backends/reads/reading.ts';
import { executableSchema } from '../../../src/graphql/schema.ts';

const settings = chakra.settings.parse({ CHAKRA_URL: 'http://127.0.0.1:1', CHAKRA_TOKEN: 'token' });
export const adapter: BackendAdapter = chakra.connect(settings, {
  call: async () => ({ status: 404, body: null }),
});
export const account = { backend: 'CHAKRA', scope: '', ref: 'c-1' } as const;
export const READ: ReadKey = { adapter, account, operation: 'user', names: [] };
export const NAMES =
  'query ($id: ID!) { user(by: { id: $id }) { displayName emails { address } } }';
export const LINKED = { kind: 'LINK', actor: 'test', evidence: 'test' } as const;

export const sharedFor = (ttlMs: number): SharedReads => {
  const fingerprints = new Map([[adapter, 'fingerprint']]);
  return new SharedReads({ adapters: new Map([['CHAKRA', adapter]]), fingerprints }, ttlMs);
};

export const record = (bio: string): Reading => found({ bio }, 'LIVE', new Date());

/** What is known of a request that may be given an answer again; `read` is how it would read again. */
export const requestOf = (read: (key: ReadKey) => Promise<Reading>) => {
  const footprint = new Footprint();
  return {
    reuses: true,
    traced: false,
    visibility: new Visibility(null),
    warnings: [] as Warning[],
    problems: [] as GraphQLError[],
    footprint: () => footprint,
    isToldAgain: async (kept: Footprint) => kept.isToldAgain(read),
  };
};

const documents = new Map<string, ReturnType<typeof operationOf>>();
const operationOf = (text: string) => {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('There is no operation.');
  return { schema: executableSchema(), document, operation };
};

/** One document for a text, as Apollo has it. */
export const asked = (
  text: string,
  variables: Readonly<Record<string, unknown>> = { id: 'user_1' },
) => {
  const known = documents.get(text) ?? operationOf(text);
  documents.set(text, known);
  return { ...known, variables };
};
