import type { AccountField } from '../backends/backend.ts';
import type { Shortfall } from '../normalise/normalised.ts';
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
export const passedOver = (backend: Backend, field: AccountField): Words =>
  contractWords(`What ${itHas(backend, field)} cannot be understood; it was passed over.`, field);

/** What a value that is shown lacks, and what of it is in doubt. */
export const shortfallWords = (
  backend: Backend,
  field: AccountField,
  { dropped, incomplete, doubtful }: Shortfall,
): readonly Words[] => {
  const what = `what ${itHas(backend, field)}`;
  const words: Words[] = [];
  if (dropped > 0) {
    const message = `${entries(dropped)} of ${what} cannot be understood and`;
    words.push(contractWords(`${message} ${dropped === 1 ? 'was' : 'were'} left out.`, field));
  }
  if (incomplete > 0) {
    const message = `A part of ${entries(incomplete)} of ${what} cannot be understood`;
    words.push(contractWords(`${message} and was left out.`, field));
  }
  if (doubtful > 0) {
    const numbers = doubtful === 1 ? 'a number' : `${doubtful} numbers`;
    const message = `What ${itHas(backend, field)} holds ${numbers} of a length that its country does not use now`;
    words.push({ code: 'BACKEND_CONTRACT', message: `${message}; it is shown all the same.` });
  }
  return words;
};

/** The account is there, and this server has no address for its backend. */
export const notConfigured = (backend: Backend, { backendField }: AccountField): Words => ({
  code: 'NOT_CONFIGURED',
  message:
    `The person has an account at ${backend}, which is not configured on this server: ` +
    `what it has as ${eachOf(backendField)} is unknown here.`,
});

const itHas = (backend: Backend, { backendField }: AccountField): string =>
  `${backend} has as ${eachOf(backendField)}`;

const contractWords = (message: string, { hint }: AccountField): Words => ({
  code: 'BACKEND_CONTRACT',
  message: hint === undefined ? message : `${message} ${hint}`,
});

const entries = (count: number): string => (count === 1 ? '1 entry' : `${count} entries`);

/** Names that are joined by a space, as prose. */
const eachOf = (backendField: string): string => backendField.replaceAll(' ', ' or ');
