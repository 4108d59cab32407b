import { parseArgs } from 'node:util';

/** How the benchmark is to be run. */
export interface Options {
  readonly rounds: number;
  readonly atATime: number;
  readonly only: string;
  readonly json: boolean;
}

const usage = (names: readonly string[]): string =>
  `npm run bench -- [--rounds 20] [--at-a-time 1] [--only "one user"] [--json]

  --rounds N      measures each of those that are compared N times, in turn
  --at-a-time N   requests under way at a time: of several, the work shares turns of the event loop
  --only TEXT     only what has this text in its name, of: ${names.join('; ')}
  --json          the figures as JSON on standard output; what tells of the progress is on standard error
`;

/** Reads the command line; ends the process where it asks for help or is wrong. `names`: what can be compared. */
export function readOptions(names: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string', default: '20' },
        'at-a-time': { type: 'string', default: '1' },
        only: { type: 'string', default: '' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return end(process.stdout, usage(names), 0);
    const { rounds, 'at-a-time': atATime, only, json } = values;
    if (!names.some((name) => name.includes(only))) {
      throw new Error(`Nothing that is compared has "${only}" in its name.`);
    }
    return {
      rounds: count('--rounds', rounds),
      atATime: count('--at-a-time', atATime),
      only,
      json,
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return end(process.stderr, `${problem}\n\n${usage(names)}`, 1);
  }
}

function count(name: string, text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`${name} takes a number from 1 to 9999.`);
  return Number(text);
}

function end(stream: NodeJS.WriteStream, text: string, code: number): never {
  stream.write(text);
  process.exit(code);
}
