import { expect, test } from 'vitest';
import { newRequestId } from '../../src/telemetry/request-id.ts';

test('ids of requests are UUIDs, and no two are equal, however many are made', () => {
  const before = newRequestId();
  const ids = Array.from({ length: 10_000 }, newRequestId);
  for (const id of ids) {
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  }
  expect(new Set([before, ...ids]).size).toBe(10_001);
});
