import { describe, expect, test } from 'vitest';
import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import {
  country,
  countryName,
  gender,
  language,
  INVALID,
  devicePlatform,
  timezone,
} from '#normalise';

describe('gender', () => {
  test.each([
    [
      'FEMALE',
      [
        'F',
        'female',
        ' Woman ',
        'weiblich',
        'mujer',
        'féminin',
        '女',
        'महिला',
        'أنثى',
        'ЖЕНСКИЙ',
        'KADIN',
        'kadın',
      ],
    ],
    [
      'MALE',
      [
        'm',
        'MALE',
        'Mann',
        'männlich',
        'hombre',
        'masculin',
        '男',
        'पुरुष',
        'ذكر',
        'мужской',
        'Laki-laki',
      ],
    ],
    [
      'NON_BINARY',
      [
        'non-binary',
        'Non binary',
        'NON_BINARY',
        'nonbinary',
        'divers',
        'diverse',
        'X',
        'ノンバイナリー',
      ],
    ],
    ['OTHER', ['other', 'unknown', 'prefer not to say', '3', 'whatever', '…']],
  ])('reads as %s: %j', (expected, words) => {
    for (const word of words) expect([word, gender(word)]).toEqual([word, expected]);
  });

  test('is invalid when it is not text', () => {
    expect(gender(1)).toBe(INVALID);
  });
});

describe('country', () => {
  test.each([
    ['in', 'IN'],
    ['IND', 'IN'],
    ['India', 'IN'],
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['united states of america', 'US'],
    ['UK', 'GB'],
    ['Great Britain', 'GB'],
    ['The Netherlands', 'NL'],
    ['Turkey', 'TR'],
    ['Cote d Ivoire', 'CI'],
    ['Saint Kitts and Nevis', 'KN'],
    ['Korea, Republic of', 'KR'],
    ['Hong Kong', 'HK'],
  ])('reads %s as %s', (raw, code) => {
    expect(country(raw)).toBe(code);
  });

  test.each(['XK', 'EU', 'ZZ', 'AN', 'SU', 'Atlantis', 'Stuttgart', '1', '…'])(
    'refuses %s',
    (raw) => {
      expect(country(raw)).toBe(INVALID);
    },
  );

  test('reads every code and every name of its own back', () => {
    const assigned = codes.filter(([alpha2]) => alpha2 !== 'XK');
    expect(assigned).toHaveLength(249);
    for (const [alpha2 = '', alpha3] of assigned) {
      const read = [alpha2, alpha3, countryName(alpha2)].map(country);
      expect([alpha2, ...read]).toEqual([alpha2, alpha2, alpha2, alpha2]);
    }
  });

  test('names a country in English', () => {
    expect(countryName('IN')).toBe('India');
    expect(countryName('DE')).toBe('Germany');
  });
});

describe('language', () => {
  test.each([
    ['EN', 'en'],
    ['hi', 'hi'],
    ['en-IN', 'en'],
    ['zh_Hans_CN', 'zh'],
    ['eng', 'en'],
    ['iw', 'he'],
  ])('reads %s as %s', (raw, code) => {
    expect(language(raw)).toBe(code);
  });

  test.each(['xx', 'english', 'e', 'zzz', 'en IN'])('refuses %s', (raw) => {
    expect(language(raw)).toBe(INVALID);
  });
});

describe('timezone', () => {
  test.each([
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['EUROPE/BERLIN', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['US/Pacific', 'US/Pacific'],
    ['America/Argentina/Ushuaia', 'America/Argentina/Ushuaia'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['est5edt', 'EST5EDT'],
  ])('spells %s as %s', (raw, name) => {
    expect(timezone(raw)).toBe(name);
  });

  test.each([
    '+05:30',
    'IST (India)',
    'IST',
    'BST',
    'PST',
    'SystemV/PST8',
    'US/Pacific-New',
    'Mars/Olympus',
    'Asia/Kolkata; x',
    '5',
  ])('refuses %s', (raw) => {
    expect(timezone(raw)).toBe(INVALID);
    expect(timezone(raw)).toBe(INVALID);
  });
});

describe('devicePlatform', () => {
  test.each([
    [2, 'ANDROID'],
    ['3', 'FACEBOOK'],
    ['Web SDK', 'WEB_SDK'],
    ['websdk', 'WEB_SDK'],
    [6, 'IOS'],
    ['Webhook', 'WEBHOOK'],
    ['14', 'WHATSAPP'],
    ['WhatsApp', 'WHATSAPP'],
    ['symbian', 'OTHER'],
    [99, 'OTHER'],
  ])('reads %j as %s', (raw, platform) => {
    expect(devicePlatform(raw)).toBe(platform);
  });

  test('is invalid when it is neither number nor text', () => {
    expect(devicePlatform({ platform: 2 })).toBe(INVALID);
  });
});
