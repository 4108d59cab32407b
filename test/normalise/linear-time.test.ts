import { describe, expect, test } from 'vitest';
import { UNCONNECTED, backends } from '#backends';
import {
  country,
  email,
  emailKey,
  emailList,
  gender,
  language,
  parsePhone,
  phone,
  devicePlatform,
  age,
  flag,
  identifiers,
  json,
  jsonObject,
  isPlainText,
  text,
  birthDate,
  instant,
  recordTime,
  timezone,
  url,
} from '#normalise';
import { integer } from '../../src/normalise/scalar.ts';
import { epochDate } from '../../src/normalise/time.ts';
import { WORST_TEXTS } from './worst-texts.ts';

/** What is quadratic takes minutes; what is linear some milliseconds, and a collection of garbage may fall into it. */
const BOUND_MS = 500;

const NORMALISERS: Readonly<Record<string, (raw: string) => unknown>> = {
  age,
  birthDate: birthDate('ms'),
  country,
  devicePlatform,
  email,
  emailList: (raw) => emailList([raw]),
  epochDate: epochDate('s'),
  flag,
  gender,
  identifiers: (raw) => identifiers([raw]),
  instant,
  integer,
  isPlainText,
  json,
  jsonObject,
  language,
  parsePhone,
  phone,
  recordTime: recordTime('ms'),
  text,
  timezone,
  url,
};

/** Of the processor: whoever else keeps it busy does not count. */
const millisecondsOf = (work: () => unknown): number => {
  const start = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
};

const texts = Object.entries(WORST_TEXTS);

describe.each(Object.entries(NORMALISERS))('%s', (_name, normalise) => {
  test.each(texts)('takes no longer than its input is long: %s', (_kind, worst) => {
    expect(millisecondsOf(() => normalise(worst))).toBeLessThan(BOUND_MS);
  });
});

test('an address is compared by a key that is made in no time, however it is written', () => {
  for (const [kind, worst] of texts) {
    // No longer one is taken for an address.
    const address = `${worst.slice(0, 120)}@${worst.slice(0, 120)}.example`;
    const took = millisecondsOf(() => emailKey(address));
    expect([kind, took < BOUND_MS ? 'in time' : took]).toEqual([kind, 'in time']);
  }
});

/** Every normaliser is tried with all kinds above: for what the mappings do with them, these are enough. */
const HARDEST = texts.filter(([kind]) =>
  ['digits after a plus sign', 'spaces', 'at signs', 'quotes', 'zero-width characters'].includes(
    kind,
  ),
);

/** A record in which every field that a mapping looks at is the same. */
const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  new Proxy({}, { get: () => value, has: () => true, ownKeys: () => [] });

describe.each(backends)('the mapping of $name', (backend) => {
  const { fields } = backend.configure({}).connect(UNCONNECTED);

  /** As text, as a list of one, as the parts of an entry, and as a list of as many small ones as an answer holds. */
  const shapes: Readonly<Record<string, (worst: string) => unknown>> = {
    'the text itself': (worst) => worst,
    'a list of it': (worst) => [worst, worst],
    'entries of it': (worst) => [
      { email: worst, normalizedEmail: worst, type: worst, id: worst, phone: worst, number: worst },
    ],
    'a list of its pieces': (worst) => worst.slice(0, 512 * 1024).match(/[^]{1,12}/g),
  };

  test.each(Object.entries(shapes))('holds nobody up with %s', (_shape, shaped) => {
    for (const [kind, worst] of HARDEST) {
      const value = shaped(worst);
      const record = recordOf(value);
      for (const [name, field] of Object.entries(fields)) {
        const took = millisecondsOf(() => field.normalise(field.raw(record), record));
        expect([kind, name, took < BOUND_MS ? 'in time' : took]).toEqual([kind, name, 'in time']);
      }
    }
  });

  test('holds nobody up with as many numbers and addresses as an answer can hold', () => {
    const many = (entry: (index: number) => unknown) =>
      Array.from({ length: 60_000 }, (_, i) => entry(i));
    const lists = [
      many((index) => `+1415555${String(index).padStart(4, '0')}`),
      many((index) => `a${index}@müller.example`),
      many((index) => ({ email: `"a ${index}"@example.com`, phone: `+9198765${10_000 + index}` })),
      many((index) => [`86`, `138${String(index).padStart(8, '0')}`]).flat(),
      many((index) => `9763caa1-cef3-497f-b3b2-${String(index).padStart(12, '0')}`),
    ];
    for (const list of lists) {
      const record = recordOf(list);
      for (const [name, field] of Object.entries(fields)) {
        const took = millisecondsOf(() => field.normalise(field.raw(record), record));
        expect([name, took < BOUND_MS ? 'in time' : took]).toEqual([name, 'in time']);
      }
    }
  });
});
