/** What a probe looks at. */
export type FindingSubject = 'address' | 'credentials' | 'clock' | 'shape' | 'proxy';

/**
 * What was found of one subject. `untried`: nothing can be said of it without an effect, or without what the configuration
 * lacks. `message` is a sentence that quotes no credential and nothing of any person; `advice` says what to change.
 */
export interface Finding {
  readonly subject: FindingSubject;
  readonly status: 'ok' | 'warning' | 'problem' | 'untried';
  readonly message: string;
  readonly advice: string | null;
}

export const finding = (
  subject: FindingSubject,
  status: Finding['status'],
  message: string,
  advice: string | null = null,
): Finding => ({ subject, status, message, advice });
