import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const production = fileURLToPath(new URL('../../src/production.ts', import.meta.url));

/** Tells whether code that was compiled for objects as JSON makes them still is after a rest, when none of them is left. */
const SCRIPT = `
  const sum = (one) => one.first + one.second;
  const use = () => sum(JSON.parse('{"first":1,"second":2}'));
  %PrepareFunctionForOptimization(sum);
  use();
  use();
  %OptimizeFunctionOnNextCall(sum);
  use();
  const isCompiled = () => (%GetOptimizationStatus(sum) & 16) !== 0;
  const before = isCompiled();
  for (let collected = 0; collected < 4; collected += 1) gc();
  console.log(JSON.stringify([before, isCompiled()]));
`;

it('keeps compiled code while garbage is collected and no request is there', async () => {
  const flags = ['--expose-gc', '--allow-natives-syntax', '--import', production];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '-e', SCRIPT]);
  expect(JSON.parse(stdout)).toEqual([true, true]);
});
