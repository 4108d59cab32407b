import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const production = fileURLToPath(new URL('../../src/production.ts', import.meta.url));

const run = async (flags: readonly string[], script: string): Promise<unknown> => {
  const args = [...flags, '--import', production, '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
};

/** Tells whether code that was compiled for objects as JSON makes them still is after a rest, when none of them is left. */
const COMPILED = `
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
  expect(await run(['--expose-gc', '--allow-natives-syntax'], COMPILED)).toEqual([true, true]);
});

/** Tells by how many bytes all but the new objects grow while code makes what is soon over, once it has made what stays. */
const OVER = `
  import { getHeapSpaceStatistics } from 'node:v8';
  const make = (inner) => [inner];
  const isOld = ({ space_name: name }) => !name.startsWith('new');
  const size = () => getHeapSpaceStatistics().filter(isOld).reduce((sum, one) => sum + one.space_used_size, 0);
  const kept = [];
  for (let count = 0; count < 400_000; count += 1) kept.push(make({ count }));
  gc();
  const before = size();
  for (let count = 0; count < 60_000; count += 1) make(new Array(30).fill(count));
  const grown = size() - before;
  console.log(kept.length === 400_000 ? grown : null);
`;

it('keeps nothing of what is over where the same code once made what stays', async () => {
  // Without `--no-allocation-site-pretenuring` it is all of it, 20 MB.
  expect(await run(['--expose-gc', '--max-semi-space-size=1'], OVER)).toBeLessThan(5_000_000);
});

/** Tells the room for new objects, in bytes, after a second and a half; half of that time passes at work with `isBusy`. */
const settled = (isBusy: boolean): string => `
  import { getHeapSpaceStatistics } from 'node:v8';
  const { settleDown } = await import(${JSON.stringify(production)});
  const made = [];
  for (let count = 0; count < 400_000; count += 1) made.push([count, { count }]);
  made.length = 0;
  settleDown();
  const work = (end) => { while (performance.now() < end); };
  if (${isBusy}) setTimeout(() => work(performance.now() + 700), 50);
  setTimeout(() => {
    const { space_size: size } = getHeapSpaceStatistics().find((one) => one.space_name === 'new_space');
    console.log(size);
  }, 1800);
`;

it.each([
  ['gives back the room that its start took in its first quiet second', false, 0, 4],
  ['keeps that room when it is asked at once', true, 16, Infinity],
])('%s', async (_, isBusy, least, most) => {
  const mib = Number(await run([], settled(isBusy))) / 2 ** 20;
  expect(mib).toBeGreaterThanOrEqual(least);
  expect(mib).toBeLessThan(most);
});

/** Tells whether V8's last compiler has been at a function that is called 1,500 times, once in a request as it were. */
const CALLED = `
  const { settleDown } = await import(${JSON.stringify(production)});
  const sum = ({ first, second }) => first + second;
  settleDown();
  for (let turn = 0; turn < 30; turn += 1) {
    for (let count = 0; count < 50; count += 1) sum({ first: turn, second: count });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  console.log((%GetOptimizationStatus(sum) & 64) !== 0);
`;

it('compiles what requests run within their first thousand, once it serves', async () => {
  expect(await run(['--allow-natives-syntax'], CALLED)).toBe(true);
});
