import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  country,
  email,
  emailList,
  gender,
  language,
  INVALID,
  Partly,
  phone,
  devicePlatform,
  flag,
  identifiers,
  json,
  jsonObject,
  text,
  instant,
  timezone,
  url,
} from '#normalise';
import type { Normaliser } from '#normalise';
import { integer } from '../../src/normalise/scalar.ts';
import { epochDate, epochInstant } from '../../src/normalise/time.ts';

const isListOfText = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string');
const matches = (pattern: RegExp) => (value: unknown) =>
  typeof value === 'string' && pattern.test(value);

interface Law {
  readonly normalise: Normaliser<unknown>;
  /** What a value looks like that came out. */
  readonly shape: (value: unknown) => boolean;
  /** Inputs of the right kind, which arbitrary JSON hardly ever holds. */
  readonly likely: fc.Arbitrary<unknown>;
}

const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const millisecond = fc.integer({ min: -9e15, max: 9e15 });

const LAWS: Readonly<Record<string, Law>> = {
  text: { normalise: text, shape: matches(/^\S(?:[^]*\S)?$/), likely: fc.string() },
  email: { normalise: email, shape: matches(/^[^\s@]+@[^\s@]+$/), likely: fc.emailAddress() },
  emailList: { normalise: emailList, shape: isListOfText, likely: fc.array(fc.emailAddress()) },
  phone: {
    normalise: phone,
    shape: matches(/^\+\d{5,15}$/),
    likely: fc.integer({ min: 10_000, max: 999_999_999_999_999 }).map((digits) => `+${digits}`),
  },
  gender: {
    normalise: gender,
    shape: matches(/^(?:FEMALE|MALE|NON_BINARY|OTHER)$/),
    likely: fc.constantFrom('f', 'M', 'divers', 'unknown'),
  },
  url: { normalise: url, shape: matches(/^https?:\/\/\S+$/i), likely: fc.webUrl() },
  timezone: {
    normalise: timezone,
    shape: matches(/^[A-Za-z][\w+/-]+$/),
    likely: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
  },
  country: {
    normalise: country,
    shape: matches(/^[A-Z]{2}$/),
    likely: fc.string({ unit: fc.constantFrom(...'ABCDEFGINSU'), minLength: 2, maxLength: 3 }),
  },
  language: {
    normalise: language,
    shape: matches(/^[a-z]{2}$/),
    likely: fc.string({ unit: fc.constantFrom(...'ABDEHINRT-'), minLength: 2, maxLength: 6 }),
  },
  instant: {
    normalise: instant,
    shape: matches(ISO_INSTANT),
    likely: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  },
  'epochInstant ms': {
    normalise: epochInstant('ms'),
    shape: matches(ISO_INSTANT),
    likely: millisecond,
  },
  'epochInstant s': {
    normalise: epochInstant('s'),
    shape: matches(ISO_INSTANT),
    likely: millisecond,
  },
  epochDate: {
    normalise: epochDate('ms'),
    shape: matches(/^\d{4}-\d\d-\d\d$/),
    likely: millisecond,
  },
  integer: {
    normalise: integer,
    shape: (value) => typeof value === 'number' && (value | 0) === value && !Object.is(value, -0),
    likely: fc.oneof(fc.integer(), fc.double(), fc.integer().map(String), fc.constant(-0)),
  },
  flag: {
    normalise: flag,
    shape: (value) => typeof value === 'boolean',
    likely: fc.constantFrom<unknown>(true, false, 0, 1, 2, 'true', 'NO'),
  },
  json: { normalise: json, shape: (value) => value !== undefined, likely: fc.jsonValue() },
  jsonObject: {
    normalise: jsonObject,
    shape: (value) => typeof value === 'object' && !Array.isArray(value),
    likely: fc.dictionary(fc.string(), fc.jsonValue()),
  },
  identifiers: {
    normalise: identifiers,
    shape: isListOfText,
    likely: fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null))),
  },
  devicePlatform: {
    normalise: devicePlatform,
    shape: matches(/^(?:ANDROID|FACEBOOK|WEB_SDK|IOS|WEBHOOK|WHATSAPP|OTHER)$/),
    likely: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constantFrom('iOS', 'Web SDK', '14')),
  },
};

/** Those whose results are no inputs of theirs: the other way would have to be another function. */
const ONE_WAY = new Set(['epochInstant ms', 'epochInstant s', 'epochDate']);

describe.each(Object.entries(LAWS))('%s', (_name, { normalise, shape, likely }) => {
  const inputs = fc.oneof(fc.jsonValue(), likely);

  test.each([[null], [undefined], [''], [' \n\t ']])('has no value for %j', (blank) => {
    expect(normalise(blank)).toBeNull();
  });

  test('takes any JSON without throwing, and what it gives has its shape', () => {
    fc.assert(
      fc.property(inputs, (raw) => {
        const value = normalise(raw);
        expect(value).toBeDefined();
        if (value === null || value === INVALID) return;
        if (value instanceof Partly) {
          expect(value.dropped + value.doubtful + value.incomplete).toBeGreaterThan(0);
        }
        expect(value instanceof Partly ? value.value : value).toSatisfy(shape);
      }),
    );
  });

  test('gives a value for something', () => {
    const given = fc.sample(likely, 200).map(normalise);
    expect(given.some((value) => value !== null && value !== INVALID)).toBe(true);
  });
});

describe.each(Object.entries(LAWS).filter(([name]) => !ONE_WAY.has(name)))(
  '%s',
  (_name, { normalise, likely }) => {
    test('leaves alone what is normalised already', () => {
      fc.assert(
        fc.property(fc.oneof(fc.jsonValue(), likely), (raw) => {
          const value = normalise(raw);
          expect(value).toBeDefined();
          if (value === null || value === INVALID) return;
          const plain = value instanceof Partly ? value.value : value;
          const again = normalise(plain);
          expect(again instanceof Partly ? again.value : again).toStrictEqual(plain);
        }),
      );
    });
  },
);
