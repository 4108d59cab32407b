/** As much as a backend's answer may hold. */
const MEBIBYTE = 1024 * 1024;

/** So many bytes each of what makes expressions and libraries slow: runs that nearly match, and what has to be reordered. */
export function worstTexts(bytes: number): Readonly<Record<string, string>> {
  const filled = (unit: string, before = '', after = ''): string =>
    before + unit.repeat(Math.floor(bytes / Buffer.byteLength(unit))) + after;
  return {
    digits: filled('9'),
    'digits after a plus sign': filled('1', '+'),
    'pairs of digits': filled('1 ', '+'),
    letters: filled('a'),
    spaces: filled(' ', 'a', 'a'),
    'wide spaces and tabs': filled('\u3000\t', 'a', 'a'),
    'at signs': filled('@', 'a', 'a'),
    addresses: filled('a@b.co,'),
    'a local part': filled('a', '', '@example.com'),
    'labels of a domain': filled('a.', 'a@', 'com'),
    'hyphens of a domain': filled('-', 'a@a', 'a.com'),
    dots: filled('.'),
    quotes: filled('"', '', '@example.com'),
    'a quoted local part': filled('\\"', '"', '@example.com'),
    'percent signs': filled('%2', 'mailto:', '@example.com'),
    'combining marks in two orders': filled('\u0301\u0316', 'a'),
    'one mark': filled('\u0301', 'a'),
    'Hangul that has to be composed': filled('\u1100\u1161\u11a8'),
    'half characters': filled('\ud83d'),
    'joined emoji': filled('👩\u200d'),
    'zero-width characters': filled('\u200b\u200d\u202e'),
    'half forms at the end': filled('\u094d\u200d', 'क'),
    'letters that grow when they are decomposed': filled('\ufdfa'),
    punctuation: filled(',.;:()[]-/'),
    hyphens: filled('en-'),
    slashes: filled('a/', 'https://'),
    'the saint of a country': filled('st '),
    'and of a country': filled('& the '),
    parentheses: filled('(+', '(+'),
    'a date that goes on': filled('0', '2024-01-01T00:00:00.'),
    controls: filled('\u0000'),
    brackets: filled('<', '<', '>'),
  };
}

export const WORST_TEXTS = worstTexts(MEBIBYTE);
