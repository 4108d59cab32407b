import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Wire, enter, nowhere } from './person.ts';
import { chakra, profile, readWith } from './warned-read.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterAll(() => facet.close());

const read = (selection: string, changes: Partial<Wire>) => readWith(facet, selection, changes);

describe('a telephone number', () => {
  it.each([
    ['Benin before 2024', '+229 97 12 34 56', '+22997123456'],
    ['Ivory Coast before 2021', '+225 07 12 34 56', '+22507123456'],
    ['Mexico before 2019', '+52 1 55 1234 5678', '+5215512345678'],
  ])('from before a plan changed is kept, with a warning: %s', async (_what, raw, number) => {
    const wire = chakra({ phones: [raw], primaryPhone: null });
    const { user, warnings } = await read('phone phones { number kind source }', wire);
    expect(user.phone).toBe(number);
    expect(user.phones[0]).toEqual({ number, kind: 'OTHER', source: 'CHAKRA' });
    expect(warnings.map(({ field, backend }) => [field, backend])).toEqual([
      ['phone', 'CHAKRA'],
      ['phones', 'CHAKRA'],
    ]);
    expect(warnings[0]?.message).toContain('phones or primaryPhone');
  });

  it.each([
    '\u202a+91 98000 00009\u202c',
    '\u200b+91\u200f98000\u00ad00009\ufeff',
    'tel:+91-98000-00009',
    'TEL:+919800000009;ext=7',
    'tel:98000-00009;phone-context=+91',
  ])('is read without what is around it and not seen: %j', async (raw) => {
    const { user, warnings } = await read('phone', chakra({ primaryPhone: raw }));
    expect({ user, warnings }).toEqual({ user: { phone: '+919800000009' }, warnings: [] });
  });

  it('of a contact with several pairs is each of them; a lone one is INVALID', async () => {
    const several = { mobile: ['91', '9800000017', '86', '13888888888'] };
    const fields = 'account(at: EMERITUS) { ... on EmeritusAccount { mobile phones { number } } }';
    const { user } = await read(fields, several);
    expect(user.account.mobile).toBe('+919800000017');
    expect(user.account.phones.map(({ number }: { number: string }) => number)).toEqual([
      '+919800000017',
      '+8613888888888',
      '+919800000006',
      '+919800000008',
    ]);
    const lone = await read(fields, { mobile: ['9800000017'] });
    expect(lone.user.account.mobile).toBeNull();
    expect(lone.warnings.map(({ field }) => field)).toEqual(['mobile', 'phones']);
  });
});

describe('an e-mail address', () => {
  const single = (email: string): Partial<Wire> => chakra({ primaryEmail: { email }, emails: [] });

  it.each([
    ['\u202aasha@example.com\u202c', 'asha@example.com'],
    ['as\u00adha\u200b@exam\u2060ple.com\ufeff', 'asha@example.com'],
    ['mailto:asha@example.com?subject=Hello', 'asha@example.com'],
    ['<Asha@Example.com>', 'Asha@Example.com'],
    ['"asha rao"@example.com', '"asha rao"@example.com'],
    ['asha@xn--mller-kva.example', 'asha@xn--mller-kva.example'],
  ])('is read without what is around it and not seen: %j', async (raw, email) => {
    const { user, warnings } = await read('email', single(raw));
    expect({ user, warnings }).toEqual({ user: { email }, warnings: [] });
  });

  it.each([
    ['of an international domain', 'asha@müller.example', 'Asha@XN--MLLER-KVA.example'],
    ['in quotes that it does not need', '"asha.rao"@example.com', 'asha.rao@example.com'],
    ['composed of other characters', 'zo\u00eb@example.com', 'zoe\u0308@example.com'],
  ])('is one, and agrees with itself: %s', async (_what, one, other) => {
    const { user } = await read(
      'emails { address } provenance(fields: ["email"]) { candidates { backend state } }',
      { ...single(one), emails: [other], haptik: { email: other }, volt: null },
    );
    expect(user.emails).toEqual([{ address: one }]);
    expect(user.provenance[0].candidates).toEqual([
      { backend: 'CHAKRA', state: 'CHOSEN' },
      { backend: 'EMERITUS', state: 'AGREES' },
      { backend: 'HAPTIK', state: 'AGREES' },
      { backend: 'VOLT_MX', state: 'NOT_LINKED' },
    ]);
  });

  it('makes a possible duplicate in whichever spelling', async () => {
    const written = (email: string): Partial<Wire> => ({ ...nowhere, haptik: { email } });
    const one = await enter(facet, written('twin@bücher.example'));
    const other = await enter(facet, written('TWIN@xn--bcher-kva.example'));
    const { data } = await facet.query(
      'query ($id: ID!) { user(by: { id: $id }) { possibleDuplicates { user { id } } } }',
      { id: one.id },
    );
    expect(Object(data).user.possibleDuplicates).toEqual([{ user: { id: other.id } }]);
  });
});

describe('a name', () => {
  it.each([
    ['\u202bנועה\u202c\u200f', 'נועה'],
    ['\ufeffAs\u00adha\u200b', 'Asha'],
    ['\u200d Asha \u200c', 'Asha'],
    ['علی\u200cرضا', 'علی\u200cرضا'],
    ['ക്\u200dഷ', 'ക്\u200dഷ'],
    ['മോഹന്\u200d', 'മോഹന്\u200d'],
    ['Amy 👩\u200d🚀', 'Amy 👩\u200d🚀'],
    ['葛\u{e0100}', '葛\u{e0100}'],
    ['Zoe\u0308', 'Zoë'],
  ])('keeps what spells it, and nothing that is only unseen: %j', async (raw, name) => {
    const { user } = await read('displayName', chakra({ displayName: raw }));
    expect(user.displayName).toBe(name);
  });

  it('is the same one however its letters are composed', async () => {
    const { user } = await read(
      'provenance(fields: ["displayName"]) { candidates { backend state } }',
      { ...chakra({ displayName: 'José' }), ...profile({ name: 'Jose\u0301' }) },
    );
    expect(user.provenance[0].candidates.slice(0, 2)).toEqual([
      { backend: 'CHAKRA', state: 'CHOSEN' },
      { backend: 'EMERITUS', state: 'AGREES' },
    ]);
  });
});
