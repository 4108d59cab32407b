import { Counter } from 'prom-client';
import type { CounterConfiguration } from 'prom-client';

type Labels<Label extends string> = Readonly<Record<Label, string>>;

/** What happened so often since the metrics were read last. Whoever counts keeps it. */
export class Tally {
  count = 0;
}

/**
 * A counter of prom-client that is told by additions alone: its own way makes texts of the labels each time.
 */
export class Tallies<Label extends string> extends Counter<Label> {
  readonly #tallies = new Map<Tally, Labels<Label>>();

  constructor(options: Omit<CounterConfiguration<Label>, 'collect'>) {
    super({
      ...options,
      collect() {
        (this as Tallies<Label>).#flush();
      },
    });
  }

  /** Another series; its labels are its own. */
  series(labels: Labels<Label>): Tally {
    const tally = new Tally();
    this.#tallies.set(tally, labels);
    return tally;
  }

  #flush(): void {
    for (const [tally, labels] of this.#tallies) {
      this.inc(labels, tally.count);
      tally.count = 0;
    }
  }
}
