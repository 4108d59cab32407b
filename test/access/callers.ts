import { ANONYMOUS, SCOPES, type Scope } from '#access';
import { type Answer, type TestFacet, type TestFacetOptions, startTestFacet } from '../facet.ts';

/** Who asks in a test. */
export interface TestCaller {
  readonly scopes: readonly Scope[];
  /** All when left out. */
  readonly corporations?: readonly string[];
}

export interface CalledFacet extends TestFacet {
  /** Asks as a caller. */
  readonly as: (
    caller: TestCaller,
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
}

/** A Facet that callers with any scopes can ask, one after another. */
export async function startFacetForCallers(options: TestFacetOptions = {}): Promise<CalledFacet> {
  const facet = await startTestFacet(options);
  return Object.assign(facet, {
    as: async (caller: TestCaller, ...asked: Parameters<TestFacet['query']>) => {
      become(caller);
      try {
        return await facet.query(...asked);
      } finally {
        become({ scopes: SCOPES });
      }
    },
  });
}

/** Whoever asks without credentials is this caller from now on. */
function become({ scopes, corporations }: TestCaller): void {
  Object.assign(ANONYMOUS, {
    scopes: new Set(scopes),
    corporations: corporations ? new Set(corporations) : null,
  });
}

/** All scopes but these. */
export const allBut = (...left: readonly Scope[]): TestCaller => ({
  scopes: SCOPES.filter((scope) => !left.includes(scope)),
});
