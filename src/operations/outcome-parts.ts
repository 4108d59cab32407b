import { NO_PARTS, isSamePath } from '#normalise';
import type { InputPath, NotStored, StepParts } from '#normalise';
import type { OutcomeError, StepRow } from '#registry';
import type { OutcomeStatus } from '#schema';
import { leftAsItWas } from './messages.ts';

/** What a step has kept of its input, now that it came to this. While nobody knows, and when nothing was done, nothing. */
export function outcomeParts(
  { backend, parts, answer }: StepRow,
  status: OutcomeStatus,
  error: OutcomeError | null,
): StepParts {
  switch (status) {
    case 'CREATED':
    case 'UPDATED':
    case 'UNCHANGED':
      return without(parts, answer?.altered ?? []);
    case 'EXISTED':
      return {
        stored: [],
        notStored: [
          ...parts.stored.map((path) => ({
            path,
            reason: leftAsItWas(backend).message,
          })),
          ...parts.notStored,
        ],
      };
    case 'FAILED':
      return { stored: [], notStored: error?.inputProblems ?? [] };
    case 'SKIPPED':
    case 'UNSUPPORTED':
    case 'UNKNOWN':
    case 'PENDING':
      return NO_PARTS;
  }
}

/** The backend's answer may say that it holds something else than was sent: it names the last parts of the paths. */
function without({ stored, notStored }: StepParts, altered: readonly NotStored[]): StepParts {
  const change = (path: InputPath): NotStored | undefined =>
    altered.find((one) => isSamePath(path.slice(-one.path.length), one.path));
  return {
    stored: stored.filter((path) => !change(path)),
    notStored: [
      ...stored.flatMap((path) => {
        const known = change(path);
        return known ? [{ path, reason: known.reason }] : [];
      }),
      ...notStored,
    ],
  };
}
