import { randomUUID } from 'node:crypto';
import { metrics, noteOften } from '#telemetry';
import { VERSION } from '#version';
import type { Instances } from './instances.ts';

const INTERVAL_MS = 10_000;

/**
 * Writes to the registry every ten seconds that this process lives: so the log tells of a registry that takes no writes
 * also while nobody asks for any, and of instances of other versions that share it.
 */
export class Heartbeat {
  readonly #id = randomUUID();
  readonly #instances: Instances;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void>;

  constructor(instances: Instances) {
    this.#instances = instances;
    this.#running = this.#beat();
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(async () => this.#beat());
    }, INTERVAL_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    // Where nothing can be written, the row grows old.
    await this.#instances.leave(this.#id).catch(() => undefined);
  }

  async #beat(): Promise<void> {
    try {
      const versions = await this.#instances.beat({ id: this.#id, version: VERSION });
      metrics.instances(versions);
      noteOthers([...versions.keys()].filter((version) => version !== VERSION));
    } catch {
      // The registry has told the log why.
      metrics.instances(new Map());
    }
  }
}

function noteOthers(others: readonly string[]): void {
  if (others.length === 0) return;
  noteOften('warn', 'versions', 'Instances of other versions share this registry.', {
    kind: { others: others.toSorted().join(', ') },
  });
}
