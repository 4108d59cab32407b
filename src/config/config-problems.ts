import { z } from 'zod';
import { backends } from '#backends';
import type { Environment } from '#backends';
import { ConfigError } from '#errors';
import { credentials } from './credential-settings.ts';
import { documents } from './document-settings.ts';
import { linesOf } from './problem-lines.ts';
import { KNOWN, PREFIXES, readConfig, setIn, settings } from './read-config.ts';
import { nameProblems } from './variable-names.ts';

/**
 * Everything that is wrong with an environment, a line each: `readConfig` stops at the first one. Some show only when
 * others are mended, as where a setting that does not parse is needed to judge another.
 */
export function configProblems(environment: Environment): readonly string[] {
  const own = setIn(environment);
  const sections = own['SANDBOX'] === '1' ? [] : backends;
  return [
    ...new Set([
      ...nameProblems(environment, KNOWN, PREFIXES),
      ...problemsOf(() => settings.parse(own)),
      ...problemsOf(() => credentials.parse(own)),
      ...problemsOf(() => documents.parse(own)),
      ...sections.flatMap(({ configure }) => problemsOf(() => configure(own))),
      ...problemsOf(() => readConfig(environment)),
    ]),
  ];
}

function problemsOf(parse: () => unknown): readonly string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof z.ZodError) return linesOf(error);
    if (error instanceof ConfigError) return [error.message];
    throw error;
  }
}
