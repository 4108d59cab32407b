import { expect, it } from 'vitest';
import { nodesOfSources } from '../parsed-sources.ts';

/** They change graphql-js once, when a process starts. */
const AT_THE_START = 'graphql/scalars.ts';

const FUNCTIONS: ReadonlySet<unknown> = new Set(['ArrowFunctionExpression', 'FunctionExpression']);

it('no request makes a function that V8 keeps as an old object (docs/hot-path.md, "The engine")', () => {
  const old = [...nodesOfSources()].flatMap(([file, { type, left, right }]) =>
    type === 'AssignmentExpression' &&
    Object(left).type === 'MemberExpression' &&
    FUNCTIONS.has(Object(right).type)
      ? [file]
      : [],
  );
  expect([...new Set(old)]).toEqual([AT_THE_START]);
});
