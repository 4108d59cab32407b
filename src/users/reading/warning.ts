import type { AccountField } from '#backends';
import type { Shortfall } from '#normalise';
import type { Backend, ErrorCode } from '#schema';

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

export type Words = Pick<Warning, 'code' | 'message'>;

/** A value that means nothing to us. */
export const passedOver = (backend: Backend, field: AccountField): Words =>
  contractWords(
    `What ${itHas(backend, field)} cannot be understood; it was passed over.`,
    field.hint,
  );

/** What a value that is shown lacks, and what of it is in doubt. */
export const shortfallWords = (
  backend: Backend,
  field: AccountField,
  { dropped, incomplete, doubtful }: Shortfall,
): readonly Words[] => {
  const has = itHas(backend, field);
  const words: Words[] = [];
  if (dropped > 0) {
    const what = `${entries(dropped)} of what ${has} cannot be understood`;
    words.push(contractWords(`${what} and ${dropped === 1 ? 'was' : 'were'} left out.`));
  }
  if (incomplete > 0) {
    const what = `A part of ${entries(incomplete)} of what ${has} cannot be understood`;
    words.push(contractWords(`${what} and was left out.`, field.partHint));
  }
  if (doubtful > 0) {
    const what = `What ${has} holds ${doubtful === 1 ? 'a number' : `${doubtful} numbers`}`;
    words.push(
      contractWords(`${what} of a length that its country does not use now; it is shown as it is.`),
    );
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

/** As `notConfigured`, of the whole record. */
export const noRecord = (backend: Backend): Words => ({
  code: 'NOT_CONFIGURED',
  message: `${backend} is not configured on this server: its record of the person is unknown here.`,
});

const itHas = (backend: Backend, { backendField }: AccountField): string =>
  `${backend} has as ${eachOf(backendField)}`;

const contractWords = (message: string, hint?: string): Words => ({
  code: 'BACKEND_CONTRACT',
  message: hint === undefined ? message : `${message} ${hint}`,
});

const entries = (count: number): string => (count === 1 ? '1 entry' : `${count} entries`);

/** Names that are joined by a space, as prose. */
const eachOf = (backendField: string): string => backendField.replaceAll(' ', ' or ');
