import { expect, test } from 'vitest';
import { LineBuffer } from '../../src/telemetry/line-buffer.ts';
import { isoTime } from '../../src/telemetry/iso-time.ts';

function gather() {
  const written: string[] = [];
  const buffer = new LineBuffer((bytes, done) => {
    written.push(Buffer.from(bytes).toString());
    done();
  });
  return { buffer, written };
}

test('lines are written together and in order, whatever characters they have', () => {
  const { buffer, written } = gather();
  buffer.writeAscii('{"a":1}\n');
  buffer.write('{"name":"இலதா 🙂"}\n');
  buffer.writeAscii('{"b":2}\n');
  expect(written).toEqual([]);
  buffer.flush();
  buffer.flush();
  expect(written).toEqual(['{"a":1}\n{"name":"இலதா 🙂"}\n{"b":2}\n']);
});

test('what is still to be written is not changed by what comes later', () => {
  const kept: Uint8Array[] = [];
  const buffer = new LineBuffer((bytes) => kept.push(bytes));
  buffer.writeAscii('one\n');
  buffer.flush();
  buffer.writeAscii('two\n');
  buffer.flush();
  expect(kept.map((bytes) => Buffer.from(bytes).toString())).toEqual(['one\n', 'two\n']);
});

test('more lines than are gathered, and longer ones, are all written in order', () => {
  const { buffer, written } = gather();
  const lines = [40_000, 10, 20_000, 20_000, 100_000, 1, 33_000].map(
    (length, index) => `${index}${'ü'.repeat(length)}\n`,
  );
  const all = lines.flatMap((line, index) => [
    line,
    `ascii ${index} ${'x'.repeat(40_000)}\n`,
    '.\n',
  ]);
  for (const line of all) {
    if (/^[ -~\n]*$/.test(line)) buffer.writeAscii(line);
    else buffer.write(line);
  }
  buffer.flush();
  expect(written.join('')).toBe(all.join(''));
});

test('lines are written by themselves a moment later', async () => {
  const { buffer, written } = gather();
  buffer.writeAscii('one\n');
  await expect.poll(() => written).toEqual(['one\n']);
});

test('a time is written as JavaScript writes it', () => {
  const start = Date.UTC(2026, 1, 28, 23, 59, 58);
  for (const ms of [0, 7, 42, 999, 1000, 1001, 1999, 2000, 62_010, 5]) {
    expect(isoTime(start + ms)).toBe(new Date(start + ms).toISOString());
  }
});
