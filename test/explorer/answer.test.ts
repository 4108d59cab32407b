import { expect, test } from 'vitest';
import { readAnswer } from '../../src/explorer/answer.ts';

test('calls are listed by backend and operation', () => {
  const extensions = { backendCalls: { CHAKRA: { user: 3 }, EMERITUS: { profile: 1 } } };
  expect(readAnswer(JSON.stringify({ data: null, extensions }))?.calls).toEqual([
    { backend: 'CHAKRA', operation: 'user', count: 3 },
    { backend: 'EMERITUS', operation: 'profile', count: 1 },
  ]);
});

test('an answer that was not traced is told from one that cost nothing', () => {
  expect(readAnswer('{"data":{}}')?.calls).toBeNull();
  expect(readAnswer('{"data":{},"extensions":{"backendCalls":{}}}')?.calls).toEqual([]);
});

test('a warning about no backend names its field alone', () => {
  const warning = { code: 'INVALID_INPUT', message: 'Why.', backend: null, field: 'phone' };
  const response = JSON.stringify({ extensions: { warnings: [warning] } });
  expect(readAnswer(response)?.warnings).toEqual([
    { code: 'INVALID_INPUT', message: 'Why.', subject: 'phone' },
  ]);
});

test.each([undefined, null, '', 'Failed to fetch', '[]', '{"data":', 'null'])(
  'no answer is read from %j',
  (response) => {
    expect(readAnswer(response)).toBeNull();
  },
);

test.each([{ backendCalls: [1] }, { backendCalls: { CHAKRA: null } }, { warnings: ['x', null] }])(
  'strange extensions such as %j do no harm',
  (extensions) => {
    const answer = readAnswer(JSON.stringify({ extensions }));
    expect(answer?.calls ?? []).toEqual([]);
    expect(answer?.warnings).toEqual([]);
  },
);
