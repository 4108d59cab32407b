import { describe, expect, test } from 'vitest';
import {
  INVALID,
  Partly,
  age,
  flag,
  identifiers,
  json,
  jsonObject,
  text,
  birthDate,
  instant,
  url,
} from '#normalise';
import { integer } from '../../src/normalise/scalar.ts';
import { epochDate, epochInstant } from '../../src/normalise/time.ts';

describe('text', () => {
  test('trims, whatever the script', () => {
    expect(text(' \u3000山田 太郎\n')).toBe('山田 太郎');
    expect(text(' आशा राव ')).toBe('आशा राव');
  });

  test.each(['\u200b', '\ufeff \u2060', '\u3164', '\u2800', '\u0000\u00ad'])(
    'is none where nothing of it is seen: %j',
    (raw) => {
      expect(text(raw)).toBeNull();
      expect(text(`${raw}आ`)).toContain('आ');
    },
  );

  test.each([[7], [true], [['a']], [{}]])('refuses %j', (raw) => {
    expect(text(raw)).toBe(INVALID);
  });
});

describe('url', () => {
  test.each([
    'https://example.com/a.png?b=c#d',
    'HTTP://Example.com',
    'https://example.com/फोटो.png',
  ])('keeps %s as it is', (raw) => {
    expect(url(raw)).toBe(raw);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.com/a',
    'example.com/a.png',
    '/a.png',
    'https://',
    'https://exa mple.com',
    'https:///a.png',
    'https://example.com:99999/',
  ])('refuses %s', (raw) => {
    expect(url(raw)).toBe(INVALID);
  });
});

describe('instant', () => {
  test.each([
    ['2024-01-02T03:04:05Z', '2024-01-02T03:04:05.000Z'],
    ['2024-01-02T03:04:05.678+05:30', '2024-01-01T21:34:05.678Z'],
    ['2024-01-02t03:04:05z', '2024-01-02T03:04:05.000Z'],
    ['2024-01-02T03:04+0530', '2024-01-01T21:34:00.000Z'],
    ['2024-01-02 03:04:05', '2024-01-02T03:04:05.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['Tue, 02 Jan 2024 03:04:05 GMT', '2024-01-02T03:04:05.000Z'],
    ['2 Jan 2024 03:04:05 +0530', '2024-01-01T21:34:05.000Z'],
  ])('reads %s', (raw, iso) => {
    expect(instant(raw)).toBe(iso);
  });

  test.each([
    '2023-02-29',
    '2024-13-01',
    '30 Feb 2024 03:04:05 GMT',
    '2024-01-02T25:00Z',
    '02/01/2024',
    'yesterday',
    '0',
  ])('refuses %s', (raw) => {
    expect(instant(raw)).toBe(INVALID);
  });
});

describe('epoch times', () => {
  test('count milliseconds or seconds since 1970, also before it and as digits', () => {
    expect(epochInstant('ms')(1704164645678)).toBe('2024-01-02T03:04:05.678Z');
    expect(epochInstant('s')('1704164645')).toBe('2024-01-02T03:04:05.000Z');
    expect(epochInstant('ms')(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(epochDate('ms')(-1)).toBe('1969-12-31');
    expect(epochDate('s')(642902400)).toBe('1990-05-17');
  });

  test.each([[9e15], [Infinity], [NaN], ['2024'.repeat(5)], ['soon'], [true]])(
    'refuses %j',
    (raw) => {
      expect(epochInstant('ms')(raw)).toBe(INVALID);
      expect(epochDate('ms')(raw)).toBe(INVALID);
    },
  );
});

describe('a birth date', () => {
  const born = birthDate('ms');

  test('is a day of the last 130 years', () => {
    expect(born(642902400000)).toBe('1990-05-17');
    expect(born(Date.UTC(1902, 0, 1))).toBe('1902-01-01');
    expect(born(Date.now())).toBe(new Date().toISOString().slice(0, 10));
  });

  test.each([Date.UTC(1890, 11, 31), Date.now() + 86_400_000, NaN])('is not %j', (raw) => {
    expect(born(raw)).toBe(INVALID);
  });
});

describe('plain values', () => {
  test('an age is one of a person', () => {
    expect([0, '41', 150, null].map(age)).toEqual([0, 41, 150, null]);
    expect([-1, 151, '999', 41.5].map(age)).toEqual([INVALID, INVALID, INVALID, INVALID]);
  });

  test('integers fit a GraphQL Int', () => {
    expect(integer('42')).toBe(42);
    expect(integer(2147483647)).toBe(2147483647);
    for (const raw of [2147483648, 1.5, '1.5', '9999999999', true])
      expect(integer(raw)).toBe(INVALID);
  });

  test('flags take words and bits', () => {
    expect([true, 'TRUE', 'yes', 1, '1'].map(flag)).toEqual([true, true, true, true, true]);
    expect([false, 'False', 'no', 0, '0'].map(flag)).toEqual([false, false, false, false, false]);
    for (const raw of [2, 'maybe', {}]) expect(flag(raw)).toBe(INVALID);
  });

  test('JSON passes as it is', () => {
    const value = { a: [1, { b: null }] };
    expect(json(value)).toBe(value);
    expect(jsonObject(value)).toBe(value);
    expect(json(false)).toBe(false);
    for (const raw of ['text', 7, [1]]) expect(jsonObject(raw)).toBe(INVALID);
  });

  test('identifiers stay opaque and in order; a number that is not exact is none', () => {
    expect(identifiers(['b', 7, 'a', 'b'])).toEqual(['b', '7', 'a', 'b']);
    expect(identifiers(['a', 2 ** 53, null])).toEqual(new Partly(['a'], 1));
    expect(identifiers('a')).toBe(INVALID);
  });
});
