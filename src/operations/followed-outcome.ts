import { NO_PARTS } from '#normalise';
import type { StepParts } from '#normalise';
import type { StepRow } from '#registry';
import type { Outcome } from './outcome.ts';

/** What a creation left to a change that follows on it, and what that came to. */
export interface Followed {
  readonly step: StepRow;
  readonly outcome: Outcome;
}

/** A creation and what follows on it are one write to whoever asked for it: what is missing of it is told with the reason. */
export function followedOutcome(creation: Outcome, followed: Followed | undefined): Outcome {
  const isThere = creation.status === 'CREATED' || creation.status === 'EXISTED';
  if (!followed || !isThere) return creation;
  const { attempts, failures, status, error } = followed.outcome;
  const parts = partsOf(followed);
  return {
    ...creation,
    // That somebody who was there already was left as they were is no failure.
    error: creation.error ?? (status === 'SKIPPED' ? null : error),
    attempts: Math.max(creation.attempts, attempts),
    failures: [...creation.failures, ...failures],
    parts: {
      stored: [...creation.parts.stored, ...parts.stored],
      notStored: [...creation.parts.notStored, ...parts.notStored],
    },
  };
}

function partsOf({ step, outcome }: Followed): StepParts {
  if (outcome.status === 'UPDATED') return outcome.parts;
  if (!outcome.error) return NO_PARTS;
  const { message: reason } = outcome.error;
  return { stored: [], notStored: step.parts.stored.map((path) => ({ path, reason })) };
}
