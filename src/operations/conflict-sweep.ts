import { FacetError } from '#errors';
import type { Operations, Conflict } from '#registry';
import { metrics } from '#telemetry';
import type { OperationSettings } from './operation-settings.ts';

/** What is done with what it finds: lines for the log, and errors nobody expected. */
interface Voices {
  readonly say: (line: string) => void;
  readonly report: (error: unknown) => void;
}

/**
 * Looks, as long as the process lives, for late duplicates: records that backends answered creations with and that are
 * somebody else's. Each is in the history once, and one of the processes says so in its log.
 */
export class ConflictSweep {
  readonly #log: Operations;
  readonly #voices: Voices;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;

  constructor(log: Operations, { recoveryIntervalMs }: OperationSettings, voices: Voices) {
    this.#log = log;
    this.#voices = voices;
    this.#timer = setInterval(() => this.#start(), recoveryIntervalMs);
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #start(): void {
    this.#running ??= this.#sweep()
      .catch((error: unknown) => {
        // The registry says itself that it fails.
        if (!(error instanceof FacetError)) this.#voices.report(error);
      })
      .finally(() => (this.#running = null));
  }

  async #sweep(): Promise<void> {
    for (const conflict of await this.#log.noteConflicts()) {
      metrics.conflict(conflict.account.backend);
      this.#voices.say(lineOf(conflict));
    }
  }
}

const lineOf = ({ account: { backend }, userId, holderId }: Conflict): string =>
  `facet: conflict at ${backend}: the creation of ${userId} was answered with ` +
  `a record that ${holderId ?? 'nobody'} holds; the history has it`;
