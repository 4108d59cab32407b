import { expect, it } from 'vitest';
import { callerLabel, loggedCaller } from '../../src/telemetry/caller-label.ts';

it('keeps the name of a program, and no name that may be a person’s', () => {
  expect([loggedCaller('support-desk'), callerLabel('support-desk')]).toEqual([
    'support-desk',
    'support-desk',
  ]);
  expect(loggedCaller('jwt:client-42|tenant')).toBe('jwt:client-42|tenant');
  for (const name of [
    'jwt:asha@example.com',
    'jwt:Asha Rao',
    'jwt:+919800000001',
    `jwt:${'a'.repeat(100)}`,
  ]) {
    expect(loggedCaller(name)).toMatch(/^jwt:#[\da-f]{12}$/);
    expect(loggedCaller(name)).toBe(loggedCaller(name));
  }
  expect(loggedCaller('jwt:a@example.com')).not.toBe(loggedCaller('jwt:b@example.com'));
});

it('counts callers with tokens together, since they may be as many as people', () => {
  expect(callerLabel('jwt:client-42')).toBe('jwt');
  expect(callerLabel('jwt:asha@example.com')).toBe('jwt');
});
