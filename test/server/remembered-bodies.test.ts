import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RememberedBodies } from '../../src/server/remembered-bodies.ts';

let bodies: RememberedBodies;
let parsed = 0;

const parse = (text: string): unknown => {
  parsed += 1;
  return JSON.parse(text);
};
const question = (
  id: string,
  query = 'query ($id: ID!) { user(by: { id: $id }) { id } }',
): string => JSON.stringify({ query, variables: { id, by: [{ id }] } });

/** How often a text is parsed that comes three times. */
function parsedOf(text: string): number {
  parsed = 0;
  for (let time = 0; time < 3; time += 1) bodies.of(text, parse);
  return parsed;
}

beforeEach(() => {
  bodies = new RememberedBodies();
});
afterEach(() => {
  vi.useRealTimers();
});

it('has a question parsed once, and lets nobody change it for others', () => {
  expect(parsedOf(question('one'))).toBe(1);
  const value = Object(bodies.of(question('one'), parse));
  expect(value).toEqual(JSON.parse(question('one')));
  expect(() => (value.variables.by[0].id = 'another')).toThrow(TypeError);
  expect(() => (value.operationName = 'another')).toThrow(TypeError);
});

it.each([
  ['a write', question('one', 'mutation ($id: ID!) { eraseUser(input: {}) { errors { code } } }')],
  ['a document that is named by an id', JSON.stringify({ documentId: 'sha256:1', variables: {} })],
  ['what is no request', '["query"]'],
  ['nothing', 'null'],
  ['a long text', question('x'.repeat(9000))],
])('remembers nothing of %s', (_what, text) => {
  expect(parsedOf(text)).toBe(3);
});

it('tells each time what is wrong with a text', () => {
  for (let time = 0; time < 2; time += 1) expect(() => bodies.of('{', parse)).toThrow(SyntaxError);
});

it('forgets after half a minute, and when there are too many', () => {
  vi.useFakeTimers();
  expect(parsedOf(question('one'))).toBe(1);
  vi.advanceTimersByTime(29_999);
  expect(parsedOf(question('one'))).toBe(0);
  vi.advanceTimersByTime(1);
  expect(parsedOf(question('one'))).toBe(1);
  for (let number = 0; number < 255; number += 1) bodies.of(question(`some ${number}`), parse);
  expect(parsedOf(question('one'))).toBe(0);
  bodies.of(question('one more'), parse);
  expect(parsedOf(question('one'))).toBe(1);
});
