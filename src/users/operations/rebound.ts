import type { StepOutcome, StepRow, StepState } from '../../registry/operations.ts';
import type { Backend } from '../../schema.generated.ts';
import { ownError } from '../outcome.ts';
import { outcomeOf } from './send-step.ts';

/** The last word of a step that was open when its backend became another one. */
export const rebound = (step: StepRow): StepOutcome =>
  outcomeOf(step, 'UNKNOWN', ownError('NOT_CONFIGURED', wordsFor[step.state](step.backend)));

const wordsFor: Readonly<Record<StepState, (backend: Backend) => string>> = {
  INTENT: (backend) => `${since(backend)} before this was sent, and it was not sent. ${ANEW}`,
  SENT: (backend) =>
    `${since(backend)} before the outcome was known. It may have taken effect at the former one: ` +
    'look for this person there before you send it anew.',
  ANSWERED: (backend) =>
    `${since(backend)} before this was recorded. It took effect at the former one. ${ANEW}`,
  DONE: since,
};

function since(backend: Backend): string {
  return `This server was set up for another ${backend}`;
}

const ANEW = 'Send it anew if it is still wanted.';
