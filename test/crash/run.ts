/**
 * The crash matrix at length: `npm run test:crash -- --kills 1000 --seed 1 --lanes 8 --database postgres`. With
 * `--lanes 1` each process runs one Facet and dies alone. `--only unlink,merge` kills over these alone. `--control NAME`
 * kills a Facet that is broken on purpose, which has to show.
 */
import { parseArgs } from 'node:util';
import { CONTROLS, damaged, isControl } from './controls.ts';
import { FacetProcesses } from './facet-process.ts';
import { Lanes } from './lane.ts';
import { KINDS, crashMatrix } from './matrix.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lanes: { type: 'string' },
    database: { type: 'string', default: 'sqlite' },
    only: { type: 'string' },
    control: { type: 'string' },
  },
});

/** Unless told otherwise. PostgreSQL takes 300 connections, of which each Facet wants a dozen, and so did the one before. */
const LANES = { sqlite: 16, postgres: 10 } as const;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const started = performance.now();
const kills = Number(values.kills);
const { database, control } = values;
if (database !== 'sqlite' && database !== 'postgres') {
  throw new Error('--database wants sqlite or postgres.');
}
if (control !== undefined && !isControl(control)) {
  throw new Error(`--control wants one of: ${Object.keys(CONTROLS).join(', ')}.`);
}
const named = values.only?.split(',');
const only = KINDS.filter((kind) => named?.includes(kind) ?? true);
if (named && only.length !== named.length) {
  throw new Error(`--only wants some of: ${KINDS.join(', ')}.`);
}
const damage = control === undefined ? null : damaged(control);
say(`Seed ${values.seed}: ${kills} kills on ${database}.`);
const lanes = await Lanes.open(Number(values.lanes ?? LANES[database]), database);
const processes = new FacetProcesses(damage?.program);
let told = 0;
const result = await crashMatrix({
  kills,
  seed: Number(values.seed),
  lanes: lanes.all,
  processes,
  mutations: control === undefined ? only : CONTROLS[control].mutations,
  onKill: (done, failures) => {
    const seconds = Math.round((performance.now() - started) / 1000);
    // At once, since a run may be cut off.
    for (const failure of failures.slice(told)) say(failure);
    told = failures.length;
    say(`${done} of ${kills} kills, ${told} failures, ${seconds} s`);
  },
});
await processes.close();
await lanes.close();
damage?.remove();
for (const [boundary, times] of result.boundaries) say(`  killed ${boundary}: ${times}`);
const count = (sign: RegExp): number => result.failures.filter((one) => sign.test(one)).length;
const order = count(/out of order/);
const twice = count(/twice|called \d+ times|number of users/);
const lost = result.failures.length - order - twice;
say(`${result.kills} kills: ${lost} lost, ${twice} twice, ${order} out of order.`);
const isRight =
  control === undefined
    ? result.failures.length === 0
    : CONTROLS[control].shows.test(result.failures.join('\n'));
if (control !== undefined) say(isRight ? 'It was noticed.' : 'It was not noticed.');
process.exitCode = isRight ? 0 : 1;
