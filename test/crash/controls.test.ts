import { expect, it } from 'vitest';
import { CONTROLS, damaged, isControl } from './controls.ts';

it.each(Object.keys(CONTROLS).filter(isControl))(
  'the control "%s" still fits the source, so that it breaks something',
  (name) => {
    const { program, remove } = damaged(name);
    expect(program).toMatch(/\.ts$|\.mjs$/);
    remove();
  },
);
