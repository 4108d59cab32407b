import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cases } from '../cases.ts';
import { parsedJson } from '#normalise';
import { MAX_LEVELS } from '../../src/normalise/exact-json.ts';

/** A JSON text as it is written, with whitespace wherever JSON allows it, and without. */
interface Written {
  readonly loose: string;
  readonly tight: string;
}

const space = fc.constantFrom('', '', ' ', '\n\t', '  ');
const digits = fc.stringMatching(/^(0|[1-9][0-9]{0,21})$/);

const numbers = fc
  .tuple(
    fc.constantFrom('', '-'),
    digits,
    fc.constantFrom('', '', '', '.0', '.5', '.10', '.123456789012345678'),
    fc.constantFrom('', '', '', 'e5', 'E+2', 'e-400', 'e400'),
  )
  .map((parts) => parts.join(''));

/** Some look like what makes a number peculiar. */
const texts = fc
  .oneof(fc.string(), fc.constantFrom('a": 1.5', ', 12345678901234567890', '[-0', '\\', '"'))
  .map((text) => JSON.stringify(text));

const scalars = fc.oneof(numbers, texts, fc.constantFrom('true', 'false', 'null'));

const { json } = fc.letrec<{ json: Written }>((tie) => ({
  json: fc
    .tuple(
      space,
      fc.oneof(
        { maxDepth: 4 },
        scalars.map((text) => ({ loose: text, tight: text })),
        fc.array(tie('json'), { maxLength: 4 }).map((items) => joined('[', items, ']')),
        fc
          .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,3}$/), space, tie('json')), {
            maxLength: 4,
            selector: ([key]) => key,
          })
          .map((entries) => joined('{', entries.map(entryOf), '}')),
      ),
      space,
    )
    .map(([before, { loose, tight }, after]) => ({ loose: before + loose + after, tight })),
}));

const entryOf = ([key, gap, value]: readonly [string, string, Written]): Written => ({
  loose: `"${key}"${gap}:${value.loose}`,
  tight: `"${key}":${value.tight}`,
});

const joined = (opening: string, items: readonly Written[], closing: string): Written => ({
  loose: opening + items.map(({ loose }) => loose).join(',') + closing,
  tight: opening + items.map(({ tight }) => tight).join(',') + closing,
});

test('a JSON text comes out as it came, whatever numbers are in it', () => {
  fc.assert(
    fc.property(json, ({ loose, tight }) => {
      const { value, isPlain } = parsedJson(loose);
      expect(JSON.stringify(value)).toBe(tight);
      if (isPlain) expect(JSON.parse(loose)).toEqual(value);
    }),
    { numRuns: cases(1000) },
  );
});

test('a text is as deep as it may be, and no deeper', () => {
  const deep = (levels: number, open: string, close: string) =>
    open.repeat(levels) + '1' + close.repeat(levels);
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
    ['{"a":[', ']}'],
  ] as const) {
    const each = open.length > 5 ? 2 : 1;
    const most = MAX_LEVELS / each;
    expect(parsedJson(deep(most, open, close)).isPlain).toBe(true);
    expect(() => parsedJson(deep(most + 1, open, close))).toThrow(/levels/);
  }
});
