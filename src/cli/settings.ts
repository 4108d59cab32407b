import { readFileSync } from 'node:fs';

const EXAMPLE = new URL('../../.env.example', import.meta.url);

/** `.env.example`: every variable with its default, and what it means. */
export const settings = (): string => readFileSync(EXAMPLE, 'utf8').trimEnd();
