import { expect, test } from 'vitest';
import { Deadline } from '../../src/graphql/execution/deadline.ts';

const LONG = 60_000;

test('a request that is over already has no time left for a call or for the registry', async () => {
  const deadline = new Deadline(LONG, (end) => end());
  expect(deadline.aborted).toBe(true);
  await expect(deadline.inTime(async () => 'late')).rejects.toThrow('was over');
});

test('what a request waits for ends with it, and not what it no longer waits for', async () => {
  let close = (): void => undefined;
  const deadline = new Deadline(LONG, (end) => (close = end));
  const told: string[] = [];
  const kept = { handleEvent: () => void told.push('kept') };
  const removed = { handleEvent: () => void told.push('removed') };
  deadline.addEventListener('abort', kept);
  deadline.addEventListener('abort', removed);
  deadline.removeEventListener('abort', removed);
  const waiting = deadline.inTime(async () => new Promise(() => undefined));
  expect([deadline.aborted, told]).toEqual([false, []]);
  close();
  await expect(waiting).rejects.toThrow('was over');
  expect([deadline.aborted, told]).toEqual([true, ['kept']]);
});

test('a call is ended when the time is over', async () => {
  const deadline = new Deadline(1, () => undefined);
  await new Promise<void>((resolve) =>
    deadline.addEventListener('abort', { handleEvent: () => resolve() }),
  );
  expect(deadline.aborted).toBe(true);
});
