import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Entered, enter, everything, nowhere } from './person.ts';

let facet: TestFacet;
let asha: Entered;

beforeAll(async () => {
  facet = await startTestFacet();
  asha = await enter(facet, { ...nowhere, volt: everything.volt });
});
afterAll(async () => facet.close());

const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on User { id } ... on VoltMxAccount { user { id } } } }`;

/** As it stands in the body: JavaScript's numbers would not hold what is tried here. */
async function entitiesOf(of: string, at = facet.url) {
  const response = await fetch(`${at}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(ENTITIES)},"variables":{"of":${of}}}`,
  });
  const { data, errors = [] } = Object(await response.json());
  return { status: response.status, list: Object(data)._entities, errors };
}

describe('what a gateway refers to', () => {
  it('may be thousands in one body', async () => {
    const of = Array.from({ length: 8000 }, (_, n) =>
      n % 2 === 0
        ? { __typename: 'User', id: asha.id }
        : { __typename: 'User', id: `user_01kb1tqv8dfdxvxgb3z1m3x${n}` },
    );
    const { status, list, errors } = await entitiesOf(JSON.stringify(of));
    expect([status, errors]).toEqual([200, []]);
    expect(list).toEqual(of.map((_, n) => (n % 2 === 0 ? { id: asha.id } : null)));
  });

  it('is told the limit when it is more than that, and the connection stays', async () => {
    const of = JSON.stringify(
      Array.from({ length: 50_000 }, () => ({ __typename: 'User', id: asha.id })),
    );
    for (let again = 0; again < 3; again += 1) {
      const { status, errors } = await entitiesOf(of);
      expect([status, errors[0].message]).toEqual([413, expect.stringContaining('MAX_BODY_BYTES')]);
    }
  });

  it('may be as much as the configuration says', async () => {
    const other = await startTestFacet({ environment: { MAX_BODY_BYTES: '2048' } });
    const of = (count: number) =>
      JSON.stringify(Array.from({ length: count }, () => ({ __typename: 'User', id: asha.id })));
    expect((await entitiesOf(of(20), other.url)).status).toBe(200);
    expect((await entitiesOf(of(40), other.url)).status).toBe(413);
    await other.close();
  });

  it('may have a number for its key, however many digits that has', async () => {
    const of = [asha.volt, `"${asha.volt}"`].map(
      (ref) => `{"__typename":"VoltMxAccount","ref":${ref}}`,
    );
    const { list, errors } = await entitiesOf(`[${of.join(',')}]`);
    expect(errors).toEqual([]);
    expect(list).toEqual(of.map(() => ({ user: { id: asha.id } })));
  });

  it.each(['1.5', '1e30', '-0', '1.0', '9'.repeat(5000), 'true', 'null', '[9]', '{"a":1}'])(
    'is an error at its own place when its key is %s',
    async (ref) => {
      const good = `{"__typename":"VoltMxAccount","ref":"${asha.volt}"}`;
      const bad = `{"__typename":"VoltMxAccount","ref":${ref}}`;
      const { list, errors } = await entitiesOf(`[${bad},${good}]`);
      expect(list).toEqual([null, { user: { id: asha.id } }]);
      expect(errors).toMatchObject([
        {
          path: ['_entities', 0],
          extensions: { code: 'INVALID_INPUT', inputPath: ['representations', '0', 'ref'] },
        },
      ]);
    },
  );
});

describe('a number in the variables of a GET', () => {
  const ask = async (variables: string) => {
    const query = 'query ($id: ID!) { user(by: { voltMxId: $id }) { id } }';
    const search = new URLSearchParams({ query, variables });
    const headers = { accept: 'application/graphql-response+json' };
    const response = await fetch(`${facet.url}/graphql?${search}`, { headers });
    return Object(await response.json());
  };

  it('that would lose digits is refused with its place, and finds nobody else', async () => {
    const { data, errors } = await ask(`{"id":${asha.volt}}`);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('as a string'),
        extensions: { code: 'INVALID_INPUT', inputPath: ['by', 'voltMxId'] },
      },
    ]);
  });

  it('is understood as text, and so is a small one', async () => {
    expect(await ask(`{"id":"${asha.volt}"}`)).toEqual({ data: { user: { id: asha.id } } });
    expect(await ask('{"id":9}')).toEqual({ data: { user: null } });
  });
});
