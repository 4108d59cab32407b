import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestFacet, type TestFacet } from '../facet.ts';

/** Every read of every account. */
const EVERYTHING = /* GraphQL */ `
  query ($after: String) {
    allUsers(first: 100, after: $after) {
      nodes {
        displayName
        details
        device {
          platform
        }
        emails {
          address
        }
        phones {
          number
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

interface Page {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ people: true, environment: { MAX_BACKEND_CALLS: '10000' } });
});

afterAll(() => facet.close());

it('answers about everybody as the documents of its backends say', async () => {
  let after: string | null = null;
  let people = 0;
  do {
    const { data } = await facet.query(EVERYTHING, { after });
    const page = data?.['allUsers'] as unknown as Page;
    people += page.nodes.length;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect(people).toBe(240);
  expect(facet.drift?.counts() ?? []).toEqual([]);
});
