import './node-version.js';
import './production.ts';
import { startFacet } from './app.ts';
import type { Facet } from './app.ts';
import { ConfigError, FacetError } from './errors.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** An error nobody expected goes to the log by its stack alone: its message may hold what a caller sent. */
function report(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1).join('\n') : '';
  complain(
    `Facet failed to answer a request (${error instanceof Error ? error.name : typeof error}):\n${stack}`,
  );
}

async function greet({ url, config, registry, sandbox }: Facet): Promise<void> {
  say('');
  say('Facet is ready.');
  say(`  GraphiQL  ${url}/`);
  say(`  GraphQL   ${url}/graphql`);
  say(
    `  Registry  ${config.databaseUrl.replace(/\/\/.*@/, '//…@')}, ${await registry.count(null)} users`,
  );
  for (const { name, url: at } of config.backends) {
    say(`  ${name.padEnd(12)}  ${at ?? 'not configured'}`);
  }
  if (sandbox) {
    say(
      'The backends are the sandbox: made-up people on this machine. Copy .env.example to .env for real ones.',
    );
  }
}

/** What went wrong at the start, in one line that says what to do. */
function reasonOf(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof FacetError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'The port is taken. Stop what uses it, or set PORT to another one.';
  }
  return null;
}

/** The first signal answers what is in flight and ends; the second one ends at once. */
function endOn(signals: readonly NodeJS.Signals[], facet: Facet): void {
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(1);
    ending = true;
    say('Facet is answering what is in flight, then it ends.');
    facet.close().then(
      () => process.exit(0),
      (error: unknown) => {
        report(error);
        process.exit(1);
      },
    );
  };
  for (const signal of signals) process.on(signal, end);
}

try {
  process.loadEnvFile();
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

try {
  say('Facet is starting …');
  const facet = await startFacet(process.env, report);
  endOn(['SIGINT', 'SIGTERM'], facet);
  await greet(facet);
} catch (error) {
  const reason = reasonOf(error);
  if (reason === null) throw error;
  complain(`Facet cannot start. ${reason}`);
  process.exitCode = 1;
}
