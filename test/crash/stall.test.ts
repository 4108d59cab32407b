import { afterAll, beforeAll, expect, it } from 'vitest';
import { FacetProcesses } from './facet-process.ts';
import type { Stop } from './orders.ts';
import { Lanes, TRUE_CONDITIONS } from './lane.ts';

/** Where the change is noted as sent, and not sent: after the hash key, the operation and the note. */
const NOTED: Stop = { at: ['after a commit'], nth: 3 };

let lanes: Lanes;
let processes: FacetProcesses;

beforeAll(async () => {
  lanes = await Lanes.open(1);
  processes = new FacetProcesses();
});

afterAll(async () => {
  await processes.close();
  await lanes.close();
});

it('does not send what another process has done while this one stood still', async () => {
  const [lane] = lanes.all;
  if (!lane) throw new Error('There is no lane.');
  const fast = { HAPTIK_TRACT: 'fast', HAPTIK: 'fast', VOLT_MX: 'fast', EMERITUS: 'fast' } as const;
  const run = await lane.prepare(
    { kind: 'mutation', mutation: 'updateUser', modes: fast },
    TRUE_CONDITIONS,
  );
  const stalled = processes.victim();
  const url = await stalled.start({ ...run.facet, stop: null });
  await stalled.arm(run.lane, NOTED);
  const late = run.attempt(url);
  expect(await stalled.stopped(run.lane)).toBe('after a commit');
  const other = await processes.rescuer.start({ ...run.facet, stop: null });
  expect(await run.problems(other, null)).toEqual([]);

  stalled.resume(run.lane);
  expect(await run.problems(other, await late)).toEqual([]);
  expect(stalled.failures()).toEqual([]);
  await stalled.stop(run.lane);
  await processes.rescuer.stop(run.lane);
  await stalled.kill();
  await run.close();
});
