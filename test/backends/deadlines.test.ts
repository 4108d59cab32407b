import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Deadlines } from '../../src/backends/http/deadlines.ts';

/** Tells when its time was over, and of which one. */
const waiting = (name: string, told: string[], all: () => void = () => undefined) => ({
  expire: () => {
    told.push(name);
    all();
  },
});

describe('the deadlines of calls', () => {
  it('tell each when its own time is over, and no one that has ended', async () => {
    const deadlines = new Deadlines(60);
    const told: string[] = [];
    const times: number[] = [];
    const begun = performance.now();
    await new Promise<void>((resolve) => {
      const early = deadlines.add(waiting('ended first', told), begun);
      deadlines.add(
        waiting('first', told, () => times.push(performance.now() - begun)),
        begun,
      );
      const between = deadlines.add(waiting('ended between', told), begun);
      const late = deadlines.add(waiting('ended last', told), begun);
      for (const one of [between, early, late]) deadlines.delete(one);
      const last = (): void => {
        times.push(performance.now() - begun);
        resolve();
      };
      const later = async (): Promise<void> => {
        await pause(30);
        deadlines.add(waiting('second', told, last), performance.now());
        // Whoever was told ends as well, so that one may end twice.
        deadlines.delete(between);
      };
      void later();
      // The timer keeps no process alive; this one waits for it.
      void pause(2000);
    });
    expect(told).toEqual(['first', 'second']);
    expect(times[0]).toBeGreaterThanOrEqual(60);
    expect(times[1]).toBeGreaterThanOrEqual(88);
  });

  it('begin anew when nothing was waited for', async () => {
    const deadlines = new Deadlines(20);
    const told: string[] = [];
    for (const name of ['first', 'second']) {
      await new Promise<void>((resolve) => {
        deadlines.add(waiting(name, told, resolve), performance.now());
        void pause(2000);
      });
    }
    expect(told).toEqual(['first', 'second']);
  });

  it('keep no process alive', async () => {
    const module = new URL('../../src/backends/http/deadlines.ts', import.meta.url).href;
    const program = `import { Deadlines } from ${JSON.stringify(module)};
      new Deadlines(600_000).add({ expire() {} }, performance.now());`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });
});
