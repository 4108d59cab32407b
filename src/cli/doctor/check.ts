import type { Finding } from '#backends';

/** One thing that was looked at. `subject` is what of the part it is about. */
export interface Check extends Omit<Finding, 'subject'> {
  /** `configuration`, `registry` or a backend. */
  readonly part: string;
  readonly subject: string;
}

/** What was looked at, and where the registry and the backends are. */
export interface Examination {
  readonly checks: readonly Check[];
  /** By part. */
  readonly places: Readonly<Record<string, string>>;
}

/** Those of a part that are alike but for their words. */
export const check =
  (part: string) =>
  (
    subject: string,
    status: Check['status'],
    message: string,
    advice: string | null = null,
  ): Check => ({ part, subject, status, message, advice });
