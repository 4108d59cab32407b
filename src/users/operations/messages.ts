import type { OutcomeError } from '../../registry/operations.ts';
import type { Backend, ErrorCode } from '../../schema.generated.ts';

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
  'It waits for an earlier change of this user at the same backend, and will be sent after it.',
  true,
);

export const AWAITS_PERSON = error(
  'BACKEND_UNAVAILABLE',
  'It waits for the backends that can tell who the person is, and will be sent after them.',
  true,
);

export const SECRET_GONE = error(
  'INTERNAL',
  'Facet stopped before it was sent and does not keep its secret: nothing was sent. Send the mutation again.',
  true,
);

export const AWAITS_CALLER = error(
  'BACKEND_UNAVAILABLE',
  'It needs a secret that Facet does not keep: it waits for the caller to send the same input with the same key.',
  true,
);

/** No answer was heard, since the process that waited for it is gone. */
export const unheard = (backend: Backend): OutcomeError =>
  error(
    'BACKEND_TIMEOUT',
    `Facet stopped before ${backend}'s answer came. ${lookFirst(backend)}`,
    false,
  );

/** Says what to check where nobody knows what happened. */
export const unsure = (backend: Backend, known: OutcomeError): OutcomeError => ({
  ...known,
  message: `${known.message} ${lookFirst(backend)}`,
});

const lookFirst = (backend: Backend): string =>
  `It may have taken effect: look for this person at ${backend} before you send it again under another key.`;
