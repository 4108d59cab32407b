/**
 * The crash matrix at length: `npm run test:crash -- --kills 1000 --seed 1 --lanes 8 --database postgres`. With
 * `--lanes 1` each process runs one Facet and dies alone.
 */
import { parseArgs } from 'node:util';
import { FacetProcesses } from './facet-process.ts';
import { Lanes } from './lane.ts';
import { crashMatrix } from './matrix.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lanes: { type: 'string' },
    database: { type: 'string', default: 'sqlite' },
  },
});

/** Unless told otherwise. PostgreSQL takes 100 connections, of which each Facet wants a dozen. */
const LANES = { sqlite: 40, postgres: 8 } as const;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const started = performance.now();
const kills = Number(values.kills);
const { database } = values;
if (database !== 'sqlite' && database !== 'postgres') {
  throw new Error('--database wants sqlite or postgres.');
}
say(`Seed ${values.seed}: ${kills} kills on ${database}.`);
const lanes = await Lanes.open(Number(values.lanes ?? LANES[database]), database);
const processes = new FacetProcesses();
const result = await crashMatrix({
  kills,
  seed: Number(values.seed),
  lanes: lanes.all,
  processes,
  onKill: (done, failed) => {
    const seconds = Math.round((performance.now() - started) / 1000);
    say(`${done} of ${kills} kills, ${failed} failures, ${seconds} s`);
  },
});
await processes.close();
await lanes.close();
for (const [boundary, times] of result.boundaries) say(`  killed ${boundary}: ${times}`);
for (const failure of result.failures) say(failure);
say(result.failures.length === 0 ? 'Nothing lost, nothing twice.' : 'It went wrong.');
process.exitCode = result.failures.length === 0 ? 0 : 1;
