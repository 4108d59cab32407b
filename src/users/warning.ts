import type { Backend, ErrorCode } from '../schema.generated.ts';

/** Something a caller should know about a value that is there all the same: `extensions.warnings`. */
export interface Warning {
  readonly code: ErrorCode;
  readonly message: string;
  readonly backend: Backend;
  /** The unified field or the account's field. */
  readonly field: string;
  /** Where it stands in the answer. */
  readonly path: readonly (string | number)[];
}
