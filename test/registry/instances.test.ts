import { describe, expect, it, vi } from 'vitest';
import { Probe } from '../../src/registry/sql/probe.ts';
import { openRegistry } from '#registry';
import { databases } from './databases.ts';

describe.each(databases())('instances on $name', ({ newRegistryUrl }) => {
  it('see each other by version, until one leaves', async () => {
    await using registry = new AsyncDisposableStack();
    const { instances } = registry.adopt(
      await openRegistry(await newRegistryUrl()),
      async (opened) => opened.close(),
    );
    expect([...(await instances.beat({ id: 'one', version: '1.0.0' }))]).toEqual([['1.0.0', 1]]);
    await instances.beat({ id: 'two', version: '1.0.0' });
    const all = await instances.beat({ id: 'three', version: '2.0.0' });
    expect(Object.fromEntries(all)).toEqual({ '1.0.0': 2, '2.0.0': 1 });
    await instances.leave('two');
    await instances.leave('two');
    expect(Object.fromEntries(await instances.beat({ id: 'one', version: '1.0.0' }))).toEqual({
      '1.0.0': 1,
      '2.0.0': 1,
    });
  });
});

describe('a probe', () => {
  it('writes a few times a second, however many ask, one after another or at once', async () => {
    let writes = 0;
    const probe = new Probe(async () => void (writes += 1), 'locked');
    for (let ask = 0; ask < 500; ask += 1) await probe.run();
    await Promise.all(Array.from({ length: 500 }, async () => probe.run()));
    expect(writes).toBeLessThan(20);
  });

  it('is a failure in two seconds when the write does not end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const probe = new Probe(async () => new Promise<void>(() => {}), 'locked');
    const asked = expect(probe.run()).rejects.toMatchObject({ reason: 'locked' });
    vi.advanceTimersByTime(2000);
    await asked;
    vi.useRealTimers();
  });
});
