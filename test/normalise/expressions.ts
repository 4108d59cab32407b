import { nodesOfSources } from '../parsed-sources.ts';

/** A regular expression as it stands in the source. */
export interface Expression {
  /** Below `src/`. */
  readonly file: string;
  /** `null` where it is put together at run time. */
  readonly expression: RegExp | null;
}

/** Every regular expression of the server, also one that is put together at run time. */
export function expressionsInSources(): readonly Expression[] {
  const found: Expression[] = [];
  for (const [file, { type, regex, callee }] of nodesOfSources()) {
    if (type === 'Literal' && regex) {
      const { pattern, flags } = Object(regex);
      found.push({ file, expression: new RegExp(pattern, flags) });
    }
    if (Object(callee).name === 'RegExp') found.push({ file, expression: null });
  }
  return found;
}

/** Characters that expressions of all kinds look for. */
const COMMON = ['a', '0', ' ', '.', '-', '@', '/', ':', '"', '<', '\u0301'];

/**
 * Long texts that an expression may be weak to, of its own characters and words: runs of one, of two in turn, and runs
 * behind a word that it begins to match at, with and without an end that spoils the match.
 */
export function* textsAgainst({ source }: RegExp, length: number): Generator<string> {
  const plain = source
    .replaceAll(/\\[pPuxk]\{?[^}]*\}?|\\./g, ' ')
    .replaceAll(/\(\?<?\w*[>:=!]?/g, ' ');
  const words = [...new Set(plain.match(/[A-Za-z]{2,}/g))].slice(0, 12);
  const own = plain.match(/[^\w\s|?*+(){}^$[\]]/g) ?? [];
  const characters = [...new Set([...own, ...COMMON])].slice(0, 12);
  const pairs = characters.flatMap((one) => characters.map((other) => one + other));
  for (const unit of [...characters, ...pairs, ...words, ...words.map((word) => `${word} `)]) {
    yield unit.repeat(length / unit.length);
  }
  for (const start of ['', ...words, ...words.map((word) => `${word} `)]) {
    for (const character of characters) {
      yield start + character.repeat(length);
      yield `${start}${character.repeat(length)}\0`;
    }
  }
}

/** Uses the expression as the source may: once, for all matches, or to split at. */
export function apply(expression: RegExp, text: string): void {
  expression.lastIndex = 0;
  if (expression.global) text.replaceAll(expression, '-');
  else {
    expression.exec(text);
    if (!expression.sticky) text.split(expression);
  }
}
