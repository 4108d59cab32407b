/**
 * The crash matrix at length: `npm run test:crash -- --kills 1000 --seed 1 --lanes 6`. With `--lanes 1` each process runs
 * one Facet and dies alone.
 */
import { parseArgs } from 'node:util';
import { crashMatrix, openLanes } from './matrix.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lanes: { type: 'string', default: '6' },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const started = performance.now();
const kills = Number(values.kills);
say(`Seed ${values.seed}: ${kills} kills.`);
const lanes = await openLanes(Number(values.lanes));
const result = await crashMatrix({
  kills,
  seed: Number(values.seed),
  lanes,
  onKill: (done, failed) => {
    const seconds = Math.round((performance.now() - started) / 1000);
    say(`${done} of ${kills} kills, ${failed} failures, ${seconds} s`);
  },
});
await Promise.all(lanes.map(async (lane) => lane.close()));
for (const [boundary, times] of result.boundaries) say(`  killed ${boundary}: ${times}`);
for (const failure of result.failures) say(failure);
say(result.failures.length === 0 ? 'Nothing lost, nothing twice.' : 'It went wrong.');
process.exitCode = result.failures.length === 0 ? 0 : 1;
