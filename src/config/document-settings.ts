import { z } from 'zod';
import { TRUST_MODES } from '#access';
import type { TrustSettings } from '#access';
import { section } from '#backends';
import type { Environment } from '#backends';

/** Which documents are executed. */
export interface DocumentSettings {
  /** `null`: all are trusted alike. */
  readonly trusted: TrustSettings | null;
  /** Whether documents may ask what the schema is. */
  readonly introspection: boolean;
}

export const documents = section(
  {
    TRUSTED_DOCUMENTS: z.string().trim().min(1).optional(),
    TRUSTED_DOCUMENTS_MODE: z
      .enum(TRUST_MODES, `TRUSTED_DOCUMENTS_MODE must be one of ${TRUST_MODES.join(', ')}.`)
      .default('also'),
    INTROSPECTION: z.enum(['0', '1'], 'INTROSPECTION must be 1 or 0.').default('1'),
  },
  {},
  { url: 'TRUSTED_DOCUMENTS', alone: ['INTROSPECTION'] },
);

/**
 * Reads which documents are executed.
 * @throws ZodError
 */
export function documentSettings(environment: Environment): DocumentSettings {
  const own = documents.parse(environment);
  const { TRUSTED_DOCUMENTS: file, TRUSTED_DOCUMENTS_MODE: mode, INTROSPECTION } = own;
  return {
    trusted: file === undefined ? null : { file, mode },
    introspection: INTROSPECTION === '1',
  };
}
