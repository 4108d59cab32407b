import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachOnce, emailKey, INVALID, listOf } from '#normalise';
import { folded } from '../../src/normalise/text.ts';
import { epochDate, epochInstant } from '../../src/normalise/time.ts';

// Ordinary values go a shorter way: it has to lead to where the long one does.

const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

describe('a time', () => {
  it.each(['2000-02-29', '1900-02-28', '1900-03-01', '0001-01-01', '9999-12-31', '1969-12-31'])(
    'is written as Date writes it at the ends of %s',
    (day) => {
      const midnight = Date.parse(`${day}T00:00:00Z`);
      for (const moment of [midnight, midnight + 1, midnight + 86_399_999]) {
        expect(epochInstant('ms')(moment)).toBe(new Date(moment).toISOString());
      }
    },
  );

  it('is written as Date writes it, whenever it was and however exact', () => {
    const moments = fc.oneof(
      fc.integer({ min: EARLIEST, max: LATEST }),
      fc.double({ min: EARLIEST, max: LATEST, noNaN: true }),
      fc.double({ min: -2000, max: 2000, noNaN: true }),
    );
    fc.assert(
      fc.property(moments, (moment) => {
        const text = new Date(moment).toISOString();
        expect(epochInstant('ms')(moment)).toBe(text);
        expect(epochDate('ms')(moment)).toBe(text.slice(0, 10));
      }),
    );
  });

  it('is of its own day, also after days of other years that are kept at the same place', () => {
    const day = 86_400_000;
    for (const moment of [0, 4096 * day, -4096 * day, 4095 * day, -day, 0]) {
      expect(epochDate('ms')(moment)).toBe(new Date(moment).toISOString().slice(0, 10));
    }
  });

  it('is none beyond the years of four digits', () => {
    expect(epochInstant('ms')(EARLIEST - 1)).toBe(INVALID);
    expect(epochInstant('ms')(LATEST + 1)).toBe(INVALID);
  });
});

describe('an e-mail address that is compared', () => {
  it.each([
    ['Asha@Example.ORG', 'asha@example.org'],
    ['"asha"@example.org', 'Asha@example.org'],
    ['asha@B\u00dcCHER.example', 'asha@xn--bcher-kva.example'],
    ['jose\u0301@example.org', 'JOS\u00c9@example.org'],
  ])('%s is %s', (one, other) => {
    expect(emailKey(one)).toBe(emailKey(other));
  });

  it('is not what has another local part', () => {
    expect(emailKey('"a b"@example.org')).not.toBe(emailKey('ab@example.org'));
  });
});

describe('a word that is compared', () => {
  it('loses what no letter and no digit is, and nothing else', () => {
    const ascii = fc.string({ unit: fc.constantFrom(...'aZ09xQ -_.\'"!') });
    fc.assert(
      fc.property(ascii, (word) => {
        expect(folded(word)).toBe(word.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
      }),
    );
  });
});

describe('a list in which each entry stands once', () => {
  const list = eachOnce(
    listOf<string>((raw) => (typeof raw === 'string' ? raw : INVALID)),
    (one) => one,
  );

  it.each([
    [['a'], ['a']],
    [['a', 'a'], ['a']],
    [
      ['b', 'a', 'b'],
      ['b', 'a'],
    ],
  ])('is %j as %j', (raw, expected) => {
    expect(list(raw)).toEqual(expected);
  });
});
