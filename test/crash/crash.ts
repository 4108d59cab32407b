import type { Payload } from '../operations/operations.ts';

/** One crash and what follows, in a world of its own. */
export interface Crash {
  readonly lane: number;
  /** What a process needs to serve this world. */
  readonly facet: {
    readonly lane: number;
    readonly environment: Readonly<Record<string, string>>;
  };
  /** What is done ahead of it, with a Facet at `url` that lives on. */
  readonly prelude: (url: string) => Promise<void>;
  /** What the process dies over; `null` when it did. */
  readonly attempt: (url: string) => Promise<Payload | null>;
  /** To be called when the process is dead. */
  readonly forget: () => Promise<void>;
  /** All connections to its database end, as in a failover. */
  readonly cutOff: () => Promise<void>;
  /** What is wrong after a Facet at `url` has had the time to recover; `before` is what the caller was told, if anything. */
  readonly problems: (url: string, before: Payload | null) => Promise<readonly string[]>;
  /** When no Facet uses its database any more. */
  readonly close: () => Promise<void>;
}
