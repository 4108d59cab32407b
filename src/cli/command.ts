import type { parseArgs } from 'node:util';

/** What a command line says besides the command's name. */
export interface Told {
  readonly options: Readonly<Record<string, unknown>>;
  /** What stands in the places of `operands`, one for each. */
  readonly operands: readonly string[];
}

/** One command of `npx facet`. */
export interface Command {
  /** One sentence for the list of commands. */
  readonly summary: string;
  /** What its own help says below the summary; wrapped at 120 characters. */
  readonly help?: string;
  /** How its options are written, as in `[--yes]`. */
  readonly usage?: string;
  /** The names of what it has to be told, as in `FILE`. */
  readonly operands?: readonly string[];
  readonly options?: NonNullable<Parameters<typeof parseArgs>[0]>['options'];
  /** What follows when its settings cannot be used, ahead of the reason. */
  readonly failed: string;
  /** The exit code, or `null` when the process goes on. Throws `ConfigError` for settings that cannot be used. */
  readonly run: (told: Told) => Promise<number | null>;
}

/** The text of an option that is one, `null` when it was not given. */
export const textOption = ({ options }: Told, name: string): string | null => {
  const value = options[name];
  return typeof value === 'string' ? value : null;
};

/** The first of the operands, which the command line has. */
export const operand = ({ operands: [first = ''] }: Told): string => first;
