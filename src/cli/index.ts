import '../production.ts';
import { parseArgs } from 'node:util';
import { ConfigError } from '#errors';
import { VERSION } from '#version';
import { complain, say } from './report.ts';
import { HELP } from './help.ts';

/** What `npx facet` can be told to do. What a command needs is loaded for it alone. */
const commands: Readonly<Record<string, Command>> = {
  start: {
    failed: 'Facet cannot start.',
    options: {},
    run: async () => {
      const { start } = await import('./start.ts');
      await start(await environment());
      return null;
    },
  },
  rebind: {
    failed: 'Nothing was changed.',
    options: { yes: { type: 'boolean', short: 'y' } },
    run: async ({ yes = false }) => {
      const { rebind } = await import('./rebind.ts');
      return rebind(await environment(), yes === true);
    },
  },
  operations: {
    failed: 'There is nothing to show.',
    options: { id: { type: 'string' } },
    run: async ({ id }) => {
      const { operations } = await import('./show-operations.ts');
      return operations(await environment(), typeof id === 'string' ? id : null);
    },
  },
  schema: {
    failed: 'There is nothing to show.',
    options: {},
    run: async () => {
      const { clientSchema } = await import('#graphql');
      return currentOutcome(clientSchema().trimEnd());
    },
  },
  settings: {
    failed: 'There is nothing to show.',
    options: {},
    run: async () => {
      const { settings } = await import('./settings.ts');
      return currentOutcome(settings());
    },
  },
};

interface Command {
  /** What comes of settings that cannot be read. */
  readonly failed: string;
  readonly options: NonNullable<Parameters<typeof parseArgs>[0]>['options'];
  /** The exit code, or `null` when the process goes on. */
  readonly run: (values: Readonly<Record<string, unknown>>) => Promise<number | null>;
}

/** Runs one command line, `start` when it is empty. A reader of what it says may go away at any time. */
export async function run(args: readonly string[]): Promise<void> {
  surviveReaders();
  const [name = 'start', ...rest] = args;
  const code = await codeOf(name, rest);
  if (code !== null) process.exitCode = code;
}

async function codeOf(name: string, rest: readonly string[]): Promise<number | null> {
  if (name === '--version' || name === '-v') return currentOutcome(VERSION);
  if (name === '--help' || name === '-h' || name === 'help') return currentOutcome(HELP);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return refused(`There is no such command.`);
  const values = optionsIn(rest, command);
  if (values === null) return refused(`The command ${name} has no such option.`);
  if (values['help'] === true) return currentOutcome(HELP);
  try {
    return await command.run(values);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    complain(`${command.failed} ${error.message}`);
    return 1;
  }
}

/** `null` when the command does not know one of them. */
function optionsIn(
  args: readonly string[],
  { options }: Command,
): Readonly<Record<string, unknown>> | null {
  const help = { type: 'boolean', short: 'h' } as const;
  try {
    return parseArgs({ args: [...args], options: { ...options, help } }).values;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Libraries find what is theirs in `.env` too, such as `PGSSLMODE`. */
async function environment(): Promise<NodeJS.ProcessEnv> {
  const { readEnvironment } = await import('#config');
  return Object.assign(process.env, readEnvironment(process.env));
}

function currentOutcome(text: string): number {
  say(text);
  return 0;
}

function refused(problem: string): number {
  complain(`${problem} See "npx facet --help".`);
  return 1;
}

/** A pipe whose reader has gone is no reason to stop serving, and neither is a log file's full disk. */
function surviveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
