import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerText, comesAgain } from '../../../src/graphql/execution/kept/answer-text.ts';

const names = fc.stringMatching(/^[_A-Za-z]\w{0,8}$/).filter((name) => name !== '__proto__');
const objects = fc.dictionary(names, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
const values = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  objects,
  fc.array(objects, { maxLength: 4 }),
);
const data = fc.dictionary(names, values, { maxKeys: 4 });

it('is the JSON of a result, whichever of its objects come again', () => {
  const property = fc.property(data, fc.infiniteStream(fc.boolean()), (one, chances) => {
    for (const value of Object.values(one).flat()) {
      if (typeof value !== 'object' || value === null) continue;
      if (chances.next().value === true) comesAgain(value);
    }
    for (let time = 0; time < 3; time += 1) {
      expect(answerText({ data: one })).toBe(JSON.stringify({ data: one }));
    }
  });
  fc.assert(property, { numRuns: 2000 });
});

it('tells errors ahead of data, as the specification advises, and nothing that is not there', () => {
  const errors = [{ message: 'late' }];
  const told = { errors, data: { user: null }, extensions: { warnings: [] } };
  expect(answerText(told)).toBe(JSON.stringify(told));
  expect(answerText({ errors: undefined, data: {}, extensions: undefined })).toBe('{"data":{}}');
  expect(answerText({ data: null })).toBe('{"data":null}');
});
