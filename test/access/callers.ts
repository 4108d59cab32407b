import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCOPES, type Scope, keyHashOf, newKey } from '#access';
import { type Answer, type TestFacet, type TestFacetOptions, startTestFacet } from '../facet.ts';

/** Who asks in a test. */
export interface TestCaller {
  readonly scopes: readonly Scope[];
  /** All when left out. */
  readonly corporations?: readonly string[];
}

export interface CalledFacet extends TestFacet {
  /** Asks as a caller; `query` asks as one who may have everything. */
  readonly as: (
    caller: TestCaller,
    document: string,
    variables?: Readonly<Record<string, unknown>>,
  ) => Promise<Answer>;
  readonly headersOf: (caller: TestCaller) => Readonly<Record<'authorization', string>>;
}

/** A Facet with a key for every set of scopes, and for all of them bound to each of `corporations`. */
export async function startFacetForCallers(
  options: TestFacetOptions = {},
  corporations: readonly string[] = [],
): Promise<CalledFacet> {
  const callers: readonly TestCaller[] = [
    ...subsetsOf(SCOPES).map((scopes) => ({ scopes })),
    ...corporations.map((corporation) => ({ scopes: SCOPES, corporations: [corporation] })),
  ];
  const keys = new Map(callers.map((caller) => [nameOf(caller), newKey()]));
  const entries = callers.map((caller) => ({
    scopes: caller.scopes,
    corporations: caller.corporations,
    name: nameOf(caller),
    keyHash: keyHashOf(keys.get(nameOf(caller)) ?? ''),
  }));
  const folder = mkdtempSync(join(tmpdir(), 'facet-callers-'));
  const path = join(folder, 'callers.yaml');
  // JSON is YAML.
  writeFileSync(path, JSON.stringify({ callers: entries }));
  const environment = { ...options.environment, CALLERS_FILE: path };
  const facet = await startTestFacet({ ...options, environment });
  const { query, close } = facet;
  const headersOf = (caller: TestCaller) => ({
    authorization: `Bearer ${keys.get(nameOf(caller))}`,
  });
  const as: CalledFacet['as'] = async (caller, document, variables) =>
    query(document, variables, headersOf(caller));
  return Object.assign(facet, {
    as,
    headersOf,
    query: async (...[document, variables]: Parameters<TestFacet['query']>) =>
      as({ scopes: SCOPES }, document, variables),
    close: async () => {
      await close();
      rmSync(folder, { recursive: true });
    },
  });
}

/** Every set of them but the empty one, each in the order given. */
function subsetsOf(scopes: readonly Scope[]): readonly (readonly Scope[])[] {
  const [first, ...rest] = scopes;
  if (first === undefined) return [];
  const others = subsetsOf(rest);
  return [[first], ...others, ...others.map((set) => [first].concat(set))];
}

/** By which scopes it has, and where. */
const nameOf = ({ scopes, corporations = ['all'] }: TestCaller): string =>
  [
    'scopes',
    ...SCOPES.flatMap((scope, index) => (scopes.includes(scope) ? [index] : [])),
    ...corporations,
  ].join('-');

/** All scopes but these. */
export const allBut = (...left: readonly Scope[]): TestCaller => ({
  scopes: SCOPES.filter((scope) => !left.includes(scope)),
});
