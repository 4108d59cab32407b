/** What a Facet passes, one after another. */
export const BOUNDARIES = [
  'before a commit',
  'after a commit',
  'before a request',
  'after a request',
  'after an answer',
  'after an error',
] as const;
export type Boundary = (typeof BOUNDARIES)[number];

/** Where it stands still: at the `nth` boundary, from 1, of those that are named. */
export interface Stop {
  readonly at: readonly Boundary[];
  readonly nth: number;
}

/** What a process is told. A lane is one database with its backends. */
export type Order =
  | {
      readonly kind: 'start';
      readonly lane: number;
      readonly environment: Readonly<Record<string, string>>;
      /** Counted from the start. */
      readonly stop: Stop | null;
    }
  | { readonly kind: 'arm'; readonly lane: number; readonly stop: Stop }
  /** It goes on where it stood still. */
  | { readonly kind: 'resume'; readonly lane: number }
  | { readonly kind: 'stop'; readonly lane: number };

/** What it tells. */
export type Report =
  | { readonly kind: 'ready'; readonly lane: number }
  | { readonly kind: 'started'; readonly lane: number; readonly url: string }
  | { readonly kind: 'armed'; readonly lane: number }
  | { readonly kind: 'stopped'; readonly lane: number; readonly name: Boundary }
  | { readonly kind: 'closed'; readonly lane: number }
  | { readonly kind: 'failed'; readonly lane: number; readonly reason: string };
