import { expect, it } from 'vitest';
import { apply, expressionsInSources, textsAgainst } from './expressions.ts';
import { leastTimeOf } from './processor-time.ts';
import { worstTexts } from './worst-texts.ts';

/** Far more than a linear one takes for so short a text, and far less than a quadratic one does. */
const SHORT = 8192;
const SHORT_BOUND_MS = 30;
/** There are far more expressions than functions, which meet a mebibyte in as many tests; a quadratic one takes seconds for this. */
const LONG = worstTexts(64 * 1024);
const BOUND_MS = 125;

const all = expressionsInSources();
const named = all.map(({ file, expression }) => ({ name: `${file} ${expression}`, expression }));

it('finds the expressions of the source, and none that is put together at run time', () => {
  expect(all.length).toBeGreaterThan(100);
  expect(named.filter(({ expression }) => expression === null)).toEqual([]);
});

it('finds the weakness of an expression that is quadratic', () => {
  for (const weak of [/\/+$/, /\bport\s*[:=]?\s*\d/, /at +[a-z]* +is/]) {
    const isSlow = (text: string) =>
      leastTimeOf(() => apply(weak, text), SHORT_BOUND_MS) > SHORT_BOUND_MS;
    expect([weak, [...textsAgainst(weak, 2 * SHORT)].some(isSlow)]).toEqual([weak, true]);
  }
});

it.each(named)('$name takes no longer than its input is long', ({ expression }) => {
  if (!expression) return;
  for (const text of textsAgainst(expression, SHORT)) {
    const took = leastTimeOf(() => apply(expression, text), SHORT_BOUND_MS);
    expect([text.slice(0, 20), took < SHORT_BOUND_MS ? 'in time' : took]).toEqual([
      text.slice(0, 20),
      'in time',
    ]);
  }
  for (const [kind, text] of Object.entries(LONG)) {
    const took = leastTimeOf(() => apply(expression, text), BOUND_MS);
    expect([kind, took < BOUND_MS ? 'in time' : took]).toEqual([kind, 'in time']);
  }
});
