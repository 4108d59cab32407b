/**
 * How many times as many generated cases, kills and sequences as a quick run can afford: `CASES=20 npx vitest run
 * test/crash` looks twenty times as long.
 */
export const CASES = Number(process.env['CASES'] ?? 1);

if (!(CASES >= 1 && CASES <= 1000))
  throw new Error(
    'CASES is how many times as many cases are tried as in a quick run, from 1 to 1000.',
  );

/** How many cases to try where a quick run can afford `few`. */
export const cases = (few: number): number => Math.round(few * CASES);
