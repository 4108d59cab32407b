import type { StepOutcome, StepRow } from '#registry';
import type { Backend } from '#schema';
import { ownError } from './outcome.ts';
import { outcomeOf } from './send-step.ts';

/** The last word of a step that may not be sent any more, since its backend became another one. */
export function rebound(step: StepRow): StepOutcome {
  // One that failed could have been taken up again.
  const status = step.state === 'DONE' ? 'FAILED' : 'UNKNOWN';
  return outcomeOf(step, status, ownError('NOT_CONFIGURED', wordsFor(step)));
}

function wordsFor({ state, backend }: StepRow): string {
  switch (state) {
    case 'SENT':
      return (
        `${since(backend)} before the outcome was known. It may have taken effect at the former one: ` +
        'look for this person there before you send it anew.'
      );
    case 'ANSWERED':
      return `${since(backend)} before this was recorded. It took effect at the former one. ${ANEW}`;
    case 'INTENT':
    case 'DONE':
      return `${since(backend)} before this was sent: nothing was sent. ${ANEW}`;
  }
}

const since = (backend: Backend): string => `This server was set up for another ${backend}`;

const ANEW = 'Send it anew, with another key, if it is still wanted.';
