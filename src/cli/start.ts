import { shownProxy } from '#backends';
import type { Environment } from '#backends';
import { readConfig } from '#config';
import type { Config } from '#config';
import { VERSION } from '#version';
import { shareMetrics } from '#telemetry';
import { startFacet } from '../app.ts';
import type { Facet } from '../app.ts';
import { settleDown } from '../production.ts';
import { complain, report, say } from './report.ts';
import { startProblem } from './start-problem.ts';
import { Workers, heedFirstProcess, isFirstWorker, isWorker, tellReady } from './workers.ts';

/** The terminal that goes away sends SIGHUP; what is in flight is answered all the same. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A terminal and what started us may both pass on one key stroke. */
const ONE_STROKE_MS = 500;
/** Beyond the time of one operation: the server's own drain, which waits for those in flight, comes to its end before. */
const DRAIN_SPARE_MS = 10_000;

/** Starts Facet and serves until a signal, or an error that nobody handled, ends it. What is in flight is answered. */
export async function start(environment: Environment): Promise<void> {
  const ending = new Ending();
  // Unhandled rejections come here too.
  process.on('uncaughtException', (error) => {
    report(error);
    ending.end(1);
  });
  if (environment['npm_command'] === 'exec' || isWorker) onceOrphaned(() => ending.end(0));
  try {
    if (isWorker) {
      heedFirstProcess(() => ending.end(0));
      shareMetrics();
    } else {
      say(`Facet ${VERSION} is starting …`);
      const { workers } = readConfig(environment);
      if (workers > 1) return await startWorkers(workers, ending);
    }
    const facet = await startFacet(environment, report);
    ending.drains(facet);
    void facet.rebound.then(() => ending.endRebound());
    for (const signal of SIGNALS) process.on(signal, () => ending.onSignal(signal));
    if (!isWorker || isFirstWorker) await greet(facet);
    if (isWorker) tellReady();
    settleDown();
  } catch (error) {
    const reason = startProblem(error);
    if (reason === null) report(error);
    complain(`Facet cannot start. ${reason ?? 'See the lines above.'}`);
    process.exit(1);
  }
}

/** The first process serves nothing itself. */
async function startWorkers(count: number, ending: Ending): Promise<void> {
  const workers = new Workers(count);
  ending.drains({ close: async () => workers.drain(), kill: () => workers.kill() });
  for (const signal of SIGNALS) process.on(signal, () => ending.onSignal(signal));
  const code = await workers.start();
  // It has said why.
  if (code !== null) process.exit(code);
  say(`${count} processes serve.`);
}

const ORPHAN_INTERVAL_MS = 200;

/** npx has a shell start us and passes SIGTERM on to the shell, and many a shell keeps it for itself: it just ends. */
function onceOrphaned(end: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, ORPHAN_INTERVAL_MS);
  watch.unref();
}

/** What serves: this process, or others that it has begun. */
interface Served extends Pick<Facet, 'close'> {
  readonly config?: Facet['config'];
  /** Ends others at once. */
  readonly kill?: () => void;
}

/** How the process ends: once, after what is in flight. */
class Ending {
  #served: Served | null = null;
  /** `null` until it ends. */
  #code: number | null = null;
  #since = 0;

  drains(served: Served): void {
    this.#served = served;
  }

  /** The first one answers what is in flight; another one ends at once. */
  onSignal(signal: (typeof SIGNALS)[number]): void {
    const isImpatient = signal !== 'SIGHUP' && performance.now() - this.#since > ONE_STROKE_MS;
    if (this.#code !== null && isImpatient) {
      this.#served?.kill?.();
      process.exit(1);
    }
    this.end(0);
  }

  /** What it would write is meant for backends that are not the registry's any more. */
  endRebound(): void {
    complain(
      'The registry was bound to other backends, or put under another key, while this process ran with the former ones. ' +
        'Start it again.',
    );
    this.end(1);
  }

  /** Ends with this code, or the worse one of several. */
  end(code: number): void {
    const isFirst = this.#code === null;
    this.#code = Math.max(this.#code ?? 0, code);
    if (!isFirst) return;
    if (!this.#served) process.exit(code);
    this.#since = performance.now();
    if (!isWorker) say('Facet is answering what is in flight, then it ends.');
    const { config, close } = this.#served;
    // Others end by themselves in this time.
    const lastResortMs = config && config.operationTimeoutMs + DRAIN_SPARE_MS;
    if (lastResortMs !== undefined) setTimeout(() => process.exit(1), lastResortMs).unref();
    close().then(
      () => process.exit(this.#code ?? 0),
      (error: unknown) => {
        report(error);
        process.exit(1);
      },
    );
  }
}

async function greet({ url, config, registry, sandbox }: Facet): Promise<void> {
  say('');
  say('Facet is ready.');
  say(`  GraphiQL  ${url}/`);
  say(`  GraphQL   ${url}/graphql`);
  say(`  Registry  ${shownDatabase(config)}${await sizeOf(registry)}`);
  for (const { name, binding } of config.backends) {
    const at = binding.find(({ shown }) => shown !== null)?.shown;
    say(`  ${name.padEnd(12)}  ${at ?? 'not configured'}`);
  }
  for (const proxy of new Set([config.proxies.http, config.proxies.https])) {
    if (proxy !== '') say(`  by the proxy  ${shownProxy(proxy)}`);
  }
  if (sandbox) say('The backends are the sandbox: made-up people on this machine.');
  say(
    `"npx facet --help" says ${sandbox ? 'how to use your own, and ' : ''}what else Facet can do.`,
  );
}

/** It serves already: that the registry went away meanwhile is for its answers and its readiness to say. */
async function sizeOf(registry: Facet['registry']): Promise<string> {
  return registry.count(null).then(
    (count) => `, ${count} users`,
    () => '',
  );
}

/** Without what may be a password: it stands ahead of the host, or in the query. */
export function shownDatabase({ databaseUrl }: Pick<Config, 'databaseUrl'>): string {
  if (databaseUrl.startsWith('sqlite:')) return databaseUrl;
  const { protocol = 'postgres:', host = '…', pathname = '' } = URL.parse(databaseUrl) ?? {};
  return `${protocol}//${host}${pathname}`;
}
