import type { OutcomeError, StepRow } from '#registry';
import type { Backend, ErrorCode } from '#schema';

const error = (code: ErrorCode, message: string, retryable: boolean): OutcomeError => ({
  code,
  message,
  backendMessage: null,
  backendCode: null,
  retryable,
  retryAfter: null,
});

/** Nothing is known of the step yet. */
export const UNDER_WAY = error(
  'BACKEND_TIMEOUT',
  'It is being worked on and will be finished: ask `operation` for what it comes to.',
  true,
);

export const BEHIND_OTHERS = error(
  'BACKEND_UNAVAILABLE',
  'It waits for another change of the same account, and will be sent after it.',
  true,
);

export const AWAITS_PERSON = error(
  'BACKEND_UNAVAILABLE',
  'It waits for the backends that can tell who the person is, and will be sent after them.',
  true,
);

/** A creation found somebody, and what would follow on it is no part of a creation any more. */
export const leftAsItWas = (backend: Backend): OutcomeError =>
  error(
    'ALREADY_EXISTS',
    `${backend} has this person already, and a creation changes nothing there.`,
    false,
  );

/** Its caller gave no key to come back with. */
export const SECRET_GONE = error(
  'BACKEND_UNAVAILABLE',
  'It could not be sent while its caller waited, and Facet keeps no secret: nothing was sent. Send the mutation again.',
  true,
);

export const AWAITS_CALLER = error(
  'BACKEND_UNAVAILABLE',
  'It needs a secret that Facet does not keep: it waits for the caller to send the same input with the same key.',
  true,
);

/** Whether a step has not gone because nobody had its secret. */
export const awaitsCaller = ({ state, outcome }: StepRow): boolean =>
  state !== 'DONE' && outcome?.error?.message === AWAITS_CALLER.message;

/** A later change of the same fields took effect, or may have. What became of this one is said after it. */
export const SUPERSEDED = error(
  'CONFLICT',
  'A later change of the same account took the place of this one.',
  false,
);

/** It was tried for as long, or as often, as the configuration allows. */
export function givenUp(
  { backend, state, attempts }: Pick<StepRow, 'backend' | 'state' | 'attempts'>,
  limit: 'attempts' | 'age',
): OutcomeError {
  const end =
    limit === 'attempts'
      ? `It was given up after ${attempts} attempts (PENDING_MAX_ATTEMPTS).`
      : 'It was given up as it had waited for too long (PENDING_MAX_AGE).';
  return state === 'SENT'
    ? error('BACKEND_UNAVAILABLE', `${end} ${lookFirst(backend)}`, false)
    : error('BACKEND_UNAVAILABLE', `${end} Nothing was sent: send the mutation again.`, true);
}

/** An operator ended it. */
export const givenUpByOperator = ({
  backend,
  state,
}: Pick<StepRow, 'backend' | 'state'>): OutcomeError =>
  error(
    'BACKEND_UNAVAILABLE',
    state === 'SENT'
      ? `Its operator gave it up. ${lookFirst(backend)}`
      : 'Its operator gave it up. Nothing was sent: send the mutation again with another key.',
    false,
  );

const SECRET_NOT_BROUGHT = 'Facet keeps no secret, and its caller did not bring it again';

/** The caller was waited for as long as a key is kept. */
export const unclaimed = (backend: Backend, isSent: boolean): OutcomeError =>
  error(
    'BACKEND_UNAVAILABLE',
    isSent
      ? `${SECRET_NOT_BROUGHT}. ${lookFirst(backend)}`
      : `${SECRET_NOT_BROUGHT}: nothing was sent.`,
    !isSent,
  );

/** A later change of the same thing was not made to wait for the caller of this one. */
export const overtaken = (backend: Backend, isSent: boolean): OutcomeError =>
  error(
    'CONFLICT',
    isSent
      ? `${SECRET_NOT_BROUGHT} before a later change of the same account came, which takes its place. It is not sent again; whether ${backend} took it before is not known.`
      : `${SECRET_NOT_BROUGHT} before a later change of the same account came, which takes its place: nothing was sent.`,
    false,
  );

/** No answer was recorded: the process that waited for it is gone, or was held up for too long. */
export const noResponse = (backend: Backend): OutcomeError =>
  error('BACKEND_TIMEOUT', `No answer of ${backend} was recorded. ${lookFirst(backend)}`, false);

/** Says what to check where nobody knows what happened, and nobody finds out. */
export const unsure = (backend: Backend, known: OutcomeError): OutcomeError => ({
  ...known,
  message: `${factOf(known)} ${lookFirst(backend)}`,
  retryable: false,
  retryAfter: null,
});

/** Facet sends it again by itself, or must have its secret for that. */
export const unfinished = (known: OutcomeError, needsSecret: boolean): OutcomeError => ({
  ...known,
  message: `${factOf(known)} ${needsSecret ? BRING_SECRET : FINISHED_BY_ITSELF}`,
});

const FINISHED_BY_ITSELF = 'Facet finishes it by itself: ask `operation` for what it comes to.';
const BRING_SECRET =
  'Send the same input with the same key again: Facet keeps no secret, and cannot finish it by itself.';

/** What happened, without the advice that belongs to a call that failed and is over. */
const factOf = ({ message }: OutcomeError): string => message.replace(/; try again later\.$/, '.');

const lookFirst = (backend: Backend): string =>
  `It may have taken effect: look for this person at ${backend} before you send it anew.`;
