import type { Operations } from '#registry';
import { note } from '#telemetry';
import { BacklogWatch } from './backlog-watch.ts';
import { ConflictSweep } from './conflict-sweep.ts';
import type { OperationEngine } from './engine.ts';
import type { OperationSettings } from './operation-settings.ts';
import { Recovery } from './recovery.ts';

export interface BackgroundDeps {
  readonly engine: OperationEngine;
  readonly log: Operations;
  readonly settings: OperationSettings;
  /** Told of errors that nobody expected. */
  readonly report: (error: unknown) => void;
}

/** Starts what goes on without callers: open operations are finished, late duplicates found, the backlog counted. */
export function startBackground({ engine, log, settings, report }: BackgroundDeps): {
  readonly close: () => Promise<void>;
} {
  const say = (line: string): void => note('warn', 'conflict', line);
  const parts = [
    new BacklogWatch(log),
    new Recovery(engine, log, settings, report),
    new ConflictSweep(log, settings, { say, report }),
  ];
  return { close: async () => void (await Promise.all(parts.map(async (part) => part.close()))) };
}
