import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactNumber, exactNumber, parsedJson } from '../src/exact-json.ts';

/** How a number may be spelled in JSON, of which a double keeps some and alters others. */
const number = fc.oneof(
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc
    .tuple(
      fc.constantFrom('', '-'),
      fc.constantFrom('0', '1', '10', '999999999999999', '9007199254740993'),
      fc.constantFrom('', '.0', '.5', '.10', '.000000000000000000001'),
      fc.constantFrom('', 'e0', 'E5', 'e+308', 'E-9', 'e400'),
    )
    .map((parts) => parts.join('')),
);

/** Texts that look like numbers, quotes and their ends. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '9117786204812949329',
      '":1e400',
      '\\',
      '\\"',
      '"',
      '[1.0,',
      '-0',
      '{"a":1.10}',
    ),
    number,
  )
  .map((value) => JSON.stringify(value));

const space = fc.constantFrom('', '', ' ', '\n\t');

const json = fc.letrec<{ readonly value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    text,
    fc.constantFrom('true', 'false', 'null'),
    fc
      .tuple(fc.array(tie('value'), { maxLength: 4 }), space)
      .map(([items, gap]) => `[${gap}${items.join(`${gap},${gap}`)}${gap}]`),
    fc
      .tuple(fc.array(fc.tuple(text, space, tie('value')), { maxLength: 4 }), space)
      .map(([entries, gap]) => {
        const pairs = entries.map(([key, inner, value]) => `${key}${inner}:${inner}${value}`);
        return `{${gap}${pairs.join(`,${gap}`)}}`;
      }),
  ),
})).value;

/** The slow way: the parser itself tells the characters of each number. */
const parsedWithSources = (source: string): { value: unknown; isPlain: boolean } => {
  let isPlain = true;
  const revive = (_key: string, value: unknown, { source: own }: { readonly source?: string }) => {
    if (typeof value !== 'number' || own === undefined) return value;
    const exact = exactNumber(own);
    isPlain &&= !(exact instanceof ExactNumber);
    return exact;
  };
  const parse = JSON.parse as (json: string, reviver: typeof revive) => unknown;
  return { value: parse(source, revive), isPlain };
};

describe('a JSON text', () => {
  it('is parsed to what a parser that knows every number as it is written makes of it', () => {
    fc.assert(
      fc.property(json, (source) => {
        const { value, isPlain } = parsedJson(source);
        const known = parsedWithSources(source);
        expect(value).toEqual(known.value);
        // A number that a later one of the same key replaced may be left out of it, none that is there.
        expect(isPlain && !known.isPlain).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });
});
