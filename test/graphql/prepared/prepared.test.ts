import fc from 'fast-check';
import { buildSchema, execute, getOperationAST, isObjectType, parse, validate } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { lasts } from '../../../src/users/reading/lasting.ts';
import { executePrepared } from '../../../src/graphql/execution/prepared/execute-prepared.ts';
import { prepare } from '../../../src/graphql/execution/prepared/prepare.ts';
import { forgetPlainObjects } from './plain-objects.ts';
import { SDL, Turns, executions, randomSchema } from './random-documents.ts';

/** `FACET_DOCUMENTS=100000` tries more. */
const DOCUMENTS = Number(process.env['FACET_DOCUMENTS'] ?? 400);

const schema = randomSchema();

/** Where the data of an answer ends above a place, or at it. */
function nullAbove(data: unknown, path: readonly (string | number)[]): string {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null || value === undefined) return JSON.stringify(path.slice(0, depth));
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return JSON.stringify(path);
}

/**
 * Data to the byte, with the order of names; errors as a set, each with its place. Of errors that meet below one place which
 * they make null one has to be told (GraphQL, "Handling Execution Errors"), and each side tells those that it came to before
 * it had waited for the first one: either may tell one more.
 */
function comparable({ data, errors = [] }: ExecutionResult) {
  const told = errors.map((error) => ({
    text: JSON.stringify(error),
    place: JSON.stringify(error.path ?? []),
    nulled: nullAbove(data, error.path ?? []),
  }));
  const here = told.filter(({ place, nulled }) => place === nulled).map(({ text }) => text);
  const below = told.filter(({ place, nulled }) => place !== nulled);
  return {
    below: below.map(({ text }) => text),
    same: {
      data: JSON.stringify(data),
      here: here.toSorted(),
      nulled: [...new Set(below.map(({ nulled }) => nulled))].toSorted(),
    },
  };
}

function expectAlike(result: ExecutionResult, reference: ExecutionResult): void {
  const [ours, theirs] = [comparable(result), comparable(reference)];
  expect(ours.same).toEqual(theirs.same);
  const [few = [], many = []] = [ours.below, theirs.below].toSorted(
    (one, other) => one.length - other.length,
  );
  expect(many).toEqual(expect.arrayContaining(few));
}

function operationOf(text: string) {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('The document has no operation.');
  return { document, operation };
}

describe('a prepared operation', () => {
  it(
    `answers ${DOCUMENTS} random documents as graphql-js does`,
    { timeout: 3_600_000 },
    async () => {
      let executed = 0;
      let failed = 0;
      const property = fc.asyncProperty(executions, async ({ document: text, variables, seed }) => {
        const { document, operation } = operationOf(text);
        // Fields of one name that do not fit together.
        fc.pre(validate(schema, document).length === 0);
        const selection = prepare(schema, document, operation);
        expect(selection).not.toBeNull();
        const ask = { schema, document, operation, variables };
        forgetPlainObjects();
        const turns = new Turns();
        const reference = await turns.until(
          execute({ ...ask, variableValues: variables, contextValue: { seed, turns } }),
        );
        // The second time some of its objects have been completed before.
        for (const _time of ['first', 'second']) {
          const own = new Turns();
          const prepared =
            selection && executePrepared(selection, { ...ask, contextValue: { seed, turns: own } });
          if (reference.data === undefined) {
            expect(prepared).toBeNull();
            return;
          }
          if (!prepared) throw new Error('It was not executed.');
          expectAlike(await own.until(prepared), reference);
        }
        executed += 1;
        failed += reference.errors ? 1 : 0;
      });
      await fc.assert(property, { numRuns: DOCUMENTS });
      // Neither all of them nor none.
      expect(executed).toBeGreaterThan(DOCUMENTS / 2);
      expect(failed).toBeGreaterThan(DOCUMENTS / 10);
      expect(failed).toBeLessThan(executed);
    },
  );

  it.each([
    ['a mutation', 'mutation { name }'],
    ['a directive', 'query ($x: Boolean!) { count @skip(if: $x) }'],
    ['a directive of a fragment', '{ ...F } fragment F on Query { count @include(if: true) }'],
    ['introspection', '{ __schema { queryType { name } } }'],
    ['a name that objects take for something else', '{ __proto__: count }'],
  ])('leaves %s to graphql-js', (_what, text) => {
    const { document, operation } = operationOf(text);
    expect(prepare(schema, document, operation)).toBeNull();
  });

  it('leaves no rejection behind where an item that cannot be null fails before one that is late', async () => {
    const { document, operation } = operationOf('{ things { mate { id } } }');
    const own = buildSchema(SDL);
    const { promise, reject } = Promise.withResolvers<never>();
    const mates = [() => promise, () => Promise.reject(new Error('no mate'))];
    const things = [{ mate: mates[0] }, new Error('no thing'), { mate: mates[1] }];
    Object.assign(own.getQueryType()?.getFields()['things'] ?? {}, { resolve: () => things });
    const selection = prepare(own, document, operation);
    const ask = { schema: own, document, operation, variables: {}, contextValue: null };
    const result = await (selection && executePrepared(selection, ask));
    reject(new Error('late'));
    expect(result?.data).toEqual({ things: null });
    expect(result?.errors?.map(({ message, path }) => [message, path])).toEqual([
      ['no thing', ['things', 1]],
    ]);
  });

  it('gives each answer an object of its own, also of what was completed before', () => {
    const { document, operation } = operationOf(
      'query ($at: Int) { plain { id friend(at: $at) { id } } }',
    );
    const own = buildSchema(SDL);
    const source = { id: 'p' };
    lasts(source);
    Object.assign(own.getQueryType()?.getFields()['plain'] ?? {}, { resolve: () => source });
    const plain = own.getType('Plain');
    if (isObjectType(plain)) {
      Object.assign(plain.getFields()['friend'] ?? {}, {
        resolve: (_source: unknown, { at }: { readonly at: number }) => ({ id: `friend ${at}` }),
      });
    }
    const selection = prepare(own, document, operation);
    const answers = [1, 2, 3].map(
      (at) =>
        selection &&
        executePrepared(selection, {
          schema: own,
          document,
          operation,
          variables: { at },
          contextValue: null,
        }),
    );
    expect(answers).toEqual(
      [1, 2, 3].map((at) => ({ data: { plain: { id: 'p', friend: { id: `friend ${at}` } } } })),
    );
  });
});
