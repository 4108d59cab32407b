import { describe, expect, test } from 'vitest';
import { email, emailList, INVALID, Partly, parsePhone, phone } from '#normalise';

describe('email', () => {
  test.each([
    [' Asha.Rao@Example.com ', 'Asha.Rao@Example.com'],
    ["o'neil+news@mail.example.co.uk", "o'neil+news@mail.example.co.uk"],
    ['अजय@डाटा.भारत', 'अजय@डाटा.भारत'],
    ['用户@例子.广告', '用户@例子.广告'],
  ])('keeps the spelling of %s', (raw, address) => {
    expect(email(raw)).toBe(address);
  });

  test.each([
    'asha',
    'asha@',
    '@example.com',
    'asha@localhost',
    'asha@@example.com',
    'a b@example.com',
    'asha@example..com',
    'asha@-example.com',
    '.asha@example.com',
    'Asha <asha@example.com>',
    'asha@example.com, ravi@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.com`,
  ])('refuses %s', (raw) => {
    expect(email(raw)).toBe(INVALID);
  });
});

describe('emailList', () => {
  test('folds repetitions case-insensitively and keeps the first spelling', () => {
    expect(emailList(['Asha@example.com', 'asha@EXAMPLE.com', 'b@example.com'])).toEqual([
      'Asha@example.com',
      'b@example.com',
    ]);
  });

  test('leaves out and counts what is no address, and does not count what is blank', () => {
    expect(emailList(['a@example.com', 'nonsense', 7, null, ' '])).toEqual(
      new Partly(['a@example.com'], 2),
    );
  });

  test('is invalid when no entry is an address', () => {
    expect(emailList(['nonsense'])).toBe(INVALID);
  });

  test.each([[[]], [[null, '']]])('has no value for %j', (raw) => {
    expect(emailList(raw)).toBeNull();
  });
});

describe('phone', () => {
  test.each([
    ['+91 98765 43210', '+919876543210'],
    ['+1 (202) 555-0143', '+12025550143'],
    ['(+91) 98765-43210', '+919876543210'],
    ['＋９１ ９８７６５ ４３２１０', '+919876543210'],
    ['+٩٧١٥٠١٢٣٤٥٦٧', '+971501234567'],
    ['+86 138 8888 8888', '+8613888888888'],
    ['+1 213 373 4253 ext. 5', '+12133734253'],
  ])('reads %s as E.164', (raw, number) => {
    expect(phone(raw)).toBe(number);
    expect(parsePhone(raw)).toBe(number);
  });

  test('takes a number of possible length that no plan assigns', () => {
    expect(phone('+1 111 111 1111')).toBe('+11111111111');
  });

  test.each([
    '98765 43210',
    '0091 98765 43210',
    '+91 98',
    '+999 123456789',
    'call +91 98765 43210',
    '+91 0000000000000',
    'n/a',
  ])('guesses nothing about %s', (raw) => {
    expect(phone(raw)).toBe(INVALID);
    expect(parsePhone(raw)).toBeNull();
  });

  test('refuses a number that is not text', () => {
    expect(phone(919876543210)).toBe(INVALID);
  });

  test('still answers right after more numbers than it remembers', () => {
    for (let line = 0; line < 4200; line += 1) phone(`+91 98765 ${10_000 + line}`);
    expect(phone('+91 98765 10000')).toBe('+919876510000');
  });
});
