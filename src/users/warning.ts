import type { AccountField } from '../backends/backend.ts';
import type { Backend, ErrorCode } from '../schema.generated.ts';

/** Where something stands in the answer. */
export type AnswerPath = readonly (string | number)[];

/** Something a caller should know about a value that is there all the same: `extensions.warnings`. */
export interface Warning {
  readonly code: ErrorCode;
  readonly message: string;
  readonly backend: Backend;
  /** The unified field or the account's field. */
  readonly field: string;
  /** Where it stands in the answer. */
  readonly path: AnswerPath;
}

type Words = Pick<Warning, 'code' | 'message'>;

/** A value that means nothing to us. */
export const passedOver = (backend: Backend, { backendField }: AccountField): Words => ({
  code: 'BACKEND_CONTRACT',
  message: `What ${backend} has as ${eachOf(backendField)} cannot be understood; it was passed over.`,
});

/** Entries of a list that mean nothing to us. */
export const leftOut = (
  backend: Backend,
  { backendField }: AccountField,
  count: number,
): Words => ({
  code: 'BACKEND_CONTRACT',
  message:
    `${count === 1 ? '1 entry' : `${count} entries`} of what ${backend} has as ${eachOf(backendField)} ` +
    `cannot be understood and ${count === 1 ? 'was' : 'were'} left out.`,
});

/** Names that are joined by a space, as prose. */
const eachOf = (backendField: string): string => backendField.replaceAll(' ', ' or ');
