import cluster from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import { register } from './register.ts';

/** Of several processes that are one Facet, whichever is asked asks the first one, which asks all. */
const ASK = 'facet:metrics';
/** Longer than prom-client waits for a process that does not answer. */
const PATIENCE_MS = 6000;

interface Answer {
  readonly type: typeof ASK;
  readonly id: number;
  /** Left out when a process did not answer. */
  readonly text?: string;
}

let asked = 0;

/** Lets this process tell its figures to the first one. */
export function shareMetrics(): void {
  AggregatorRegistry.setRegistries([register]);
  // Its constructor listens for the first process.
  void new AggregatorRegistry();
}

/** Answers the others of this Facet, in the first process, with the sum of all. */
export function sumMetrics(): void {
  const all = new AggregatorRegistry();
  cluster.on('message', (worker, message: Partial<Answer>) => {
    if (message.type !== ASK) return;
    const tell = (text?: string): void => void worker.send({ ...message, text }, ignoreGone);
    all.clusterMetrics().then(tell, () => tell());
  });
}

/** A process that ended meanwhile wants no answer. */
const ignoreGone = (): void => undefined;

/** The sum of all processes; rejects when one does not answer. */
export function metricsOfAll(): Promise<string> {
  asked += 1;
  const id = asked;
  return new Promise((resolve, reject) => {
    const failed = (): void => end(() => reject(new Error('A process did not tell its metrics.')));
    const timer = setTimeout(failed, PATIENCE_MS);
    const hear = (message: Partial<Answer>): void => {
      if (message.type !== ASK || message.id !== id) return;
      const { text } = message;
      if (text === undefined) failed();
      else end(() => resolve(text));
    };
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      process.off('message', hear);
      settle();
    };
    process.on('message', hear);
    process.send?.({ type: ASK, id });
  });
}
