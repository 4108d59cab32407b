/** What a process is told. A lane is one database with its backends. */
export type Order =
  | {
      readonly kind: 'start';
      readonly lane: number;
      readonly environment: Readonly<Record<string, string>>;
      /** The boundary, counted from the start, at which it stands still. */
      readonly stopAt: number | null;
    }
  | { readonly kind: 'arm'; readonly lane: number; readonly stopAt: number }
  /** It goes on where it stood still. */
  | { readonly kind: 'resume'; readonly lane: number }
  | { readonly kind: 'stop'; readonly lane: number };

/** What it tells. */
export type Report =
  | { readonly kind: 'ready'; readonly lane: number }
  | { readonly kind: 'started'; readonly lane: number; readonly url: string }
  | { readonly kind: 'armed'; readonly lane: number }
  | { readonly kind: 'stopped'; readonly lane: number; readonly name: string }
  | { readonly kind: 'closed'; readonly lane: number }
  | { readonly kind: 'failed'; readonly lane: number; readonly reason: string };
