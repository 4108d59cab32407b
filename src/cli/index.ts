import '../production.ts';
import { parseArgs } from 'node:util';
import { ConfigError } from '#errors';
import { VERSION } from '#version';
import type { Command, Told } from './command.ts';
import { commands } from './commands.ts';
import { help, helpOf } from './help.ts';
import { complain, say } from './report.ts';

/** Runs one command line, `start` when it is empty. A reader of what it says may go away at any time. */
export async function run(args: readonly string[]): Promise<void> {
  surviveReaders();
  const code = await codeOf(args.length === 0 ? ['start'] : args);
  if (code !== null) process.exitCode = code;
}

async function codeOf(args: readonly string[]): Promise<number | null> {
  const [first = '', ...rest] = args;
  if (first === '--version' || first === '-v') return shown(VERSION);
  if (first === '--help' || first === '-h') return shown(help());
  if (first === 'help') return rest.length === 0 ? shown(help()) : codeOf([...rest, '--help']);
  const named = commandIn(args);
  if (!named) return refused('There is no such command.', '--help');
  const [name, command, told] = named;
  if (typeof told === 'string') return refused(told, `${name} --help`);
  if (told.options['help'] === true) return shown(helpOf(name, command));
  const problem = operandProblem(name, command, told);
  if (problem !== null) return refused(problem, `${name} --help`);
  try {
    return await command.run(told);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    complain(`${command.failed} ${error.message}`);
    return 1;
  }
}

type Named = readonly [name: string, command: Command, told: Told | string];

/** The command that has its first two words for its name, else the one that has its first word. */
function commandIn([first = '', ...rest]: readonly string[]): Named | null {
  const two = `${first} ${rest[0] ?? ''}`;
  const [name, args] = Object.hasOwn(commands, two) ? [two, rest.slice(1)] : [first, rest];
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return command ? [name, command, toldBy(name, args, command)] : null;
}

/** What is wrong with an option, in words that do not quote it: it may hold a secret. */
const OPTION_PROBLEMS: Readonly<Record<string, string>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: 'has no such option.',
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: 'has an option that lacks its value, or takes none.',
};

/** What a command is told, or what is wrong with it. */
function toldBy(name: string, args: readonly string[], { options }: Command): Told | string {
  const ours = { ...options, help: { type: 'boolean', short: 'h' } } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: ours,
      allowPositionals: true,
    });
    return { options: values, operands: positionals };
  } catch (error) {
    const problem =
      error instanceof TypeError && 'code' in error
        ? OPTION_PROBLEMS[String(error.code)]
        : undefined;
    if (problem === undefined) throw error;
    return `The command ${name} ${problem}`;
  }
}

function operandProblem(name: string, command: Command, { operands }: Told): string | null {
  const wanted = command.operands ?? [];
  const missing = wanted[operands.length];
  if (missing !== undefined) return `The command ${name} wants ${missing}.`;
  if (operands.length === wanted.length) return null;
  return `The command ${name} takes ${wanted.length === 0 ? 'nothing' : `only ${wanted.join(' ')}`} besides its options.`;
}

function shown(text: string): number {
  say(text);
  return 0;
}

function refused(problem: string, further: string): number {
  complain(`${problem} See "npx facet ${further}".`);
  return 1;
}

/** A pipe whose reader has gone is no reason to stop serving, and neither is a log file's full disk. */
function surviveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
