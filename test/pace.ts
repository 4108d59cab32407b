/** What `work` takes on an idle core of the machine that the budgets of the tests were written for, in milliseconds. */
const USUAL_MS = 120;
const HIGHEST = 4;

/**
 * How many times as long as there things may take here and now, from 1 to 4: measured once for a run, when Vitest reads its
 * configuration, and passed on to all of its processes.
 */
export const PACE: number = Number((process.env['FACET_TEST_PACE'] ??= String(measured())));

/** A time limit of so many milliseconds there, as a variable of the environment states it here. */
export const paced = (milliseconds: number): string => String(Math.round(milliseconds * PACE));

function measured(): number {
  // Once to have it compiled.
  work();
  const start = performance.now();
  work();
  // What is busy now takes its turns, so it shows here. The load of the last minute does not tell: it may be over.
  const slowness = (performance.now() - start) / USUAL_MS;
  return slowness < 1.5 ? 1 : Math.min(Math.ceil(slowness * 1.5), HIGHEST);
}

/** What answers are made of: objects, texts and their JSON. */
function work(): void {
  for (let round = 0; round < 9000; round += 1) {
    const rows = Array.from({ length: 20 }, (_, index) => ({ id: `${round}-${index}`, index }));
    JSON.parse(JSON.stringify(rows));
  }
}
