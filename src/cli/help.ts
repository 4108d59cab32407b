import type { Command } from './command.ts';
import { commands } from './commands.ts';

/** Where the summaries of the list stand. */
const COLUMN = 22;

/** What `npx facet --help` says. */
export const help = (): string => `Usage: npx facet [command]

${Object.entries(commands).map(inList).join('\n')}

  --help              Show this; npx facet <command> --help says more of one command.
  --version           Show the version.

Settings come from the environment, and from the file .env of the folder that Facet is started in. With no backend set,
Facet runs its sandbox: five backends with made-up people, on this machine alone. To use your own, set what you have of

  HAPTIK_TRACT_URL, HAPTIK_TRACT_CREATE_USER_HOOK
  HAPTIK_URL, HAPTIK_TOKEN, HAPTIK_CLIENT_ID
  CHAKRA_URL, CHAKRA_TOKEN
  VOLT_MX_URL, VOLT_MX_USERNAME, VOLT_MX_PASSWORD
  EMERITUS_URL, EMERITUS_TOKEN, EMERITUS_APP_ID, EMERITUS_CORP_ID

and, if the defaults do not fit,

  PORT            4000; 0 takes any that is free
  DATABASE_URL    sqlite:data/facet.db, the registry of who is who; or postgres://user:password@host/database
  SANDBOX         1: the sandbox; 0: never, even with no backend set`;

/** What `npx facet <command> --help` says. */
export const helpOf = (name: string, { summary, help: more, ...command }: Command): string =>
  [`Usage: npx facet ${written(name, command)}`, '', summary, ...(more ? [more] : [])].join('\n');

const inList = ([name, { summary }]: readonly [string, Command]): string =>
  `  ${name.padEnd(COLUMN - 2)}${summary}`;

const written = (name: string, { operands = [], usage }: Partial<Command>): string =>
  [name, ...operands, ...(usage ? [usage] : [])].join(' ');
