import { operand, textOption } from './command.ts';
import type { Command } from './command.ts';
import { say } from './report.ts';

/**
 * What `npx facet` can be told to do, by name, in the order of its help; a name of two words is a command of its own. What
 * a command needs is loaded for it alone.
 */
export const commands: Readonly<Record<string, Command>> = {
  start: {
    summary: 'Start the server. This is what happens without a command, too.',
    help: 'It prints the address of GraphiQL, which shows what can be asked. Ctrl+C ends it.',
    failed: 'Facet cannot start.',
    run: async () => {
      const { start } = await import('./start.ts');
      await start(await environment());
      return null;
    },
  },
  doctor: {
    summary: 'Look at the settings, the registry and each backend, and say what to change.',
    help: `Each backend is read once or twice; none is written to, and no person is made. Where a vendor documents no read, Facet
says that the credentials cannot be tried. The exit code is 0 when there is no problem, and 1 otherwise.

  --json          Print what was found as JSON.`,
    usage: '[--json]',
    options: { json: { type: 'boolean' } },
    failed: 'Facet cannot be looked at.',
    run: async ({ options }) => {
      const { doctor } = await import('./doctor/doctor.ts');
      return doctor(environment, options['json'] === true);
    },
  },
  'key new': {
    summary: 'Make a key for a caller: print it once, and its hash for CALLERS_FILE.',
    help: 'Facet keeps the hash alone. Give the key to the caller, who sends it as Authorization: Bearer <key>.',
    failed: 'No key was made.',
    run: async () => {
      const { printNewKey } = await import('./new-key.ts');
      printNewKey();
      return 0;
    },
  },
  'key registry': {
    summary: 'Make a key for what the registry keeps of people, and print it.',
    help: 'As in npx facet key registry > registry.key, which REGISTRY_KEY_FILE is to name.',
    failed: 'No key was made.',
    run: async () => {
      const { printNewRegistryKey } = await import('./new-registry-key.ts');
      printNewRegistryKey();
      return 0;
    },
  },
  export: {
    summary: 'Print all that is held and can be read of a person, as JSON.',
    help: 'PERSON is an id, or a field of UserBy and its value: chakraId=…, authId=…, emeritus=CORPORATION/USER.',
    operands: ['PERSON'],
    failed: 'Nothing was exported.',
    run: async (told) => {
      const { printExport } = await import('./export-and-erase.ts');
      return printExport(await environment(), operand(told));
    },
  },
  erase: {
    summary: 'Erase a person, and print the certificate and what is left at the backends.',
    help: `PERSON as for export. Asks before it changes anything.

  --reason TEXT   Why, for the certificate, which is kept for ever: let it name nobody.
  -y, --yes       Do not ask.`,
    usage: '[--reason TEXT] [--yes]',
    operands: ['PERSON'],
    options: { reason: { type: 'string' }, yes: { type: 'boolean', short: 'y' } },
    failed: 'Nobody was erased.',
    run: async (told) => {
      const { erase } = await import('./export-and-erase.ts');
      const isConfirmed = told.options['yes'] === true;
      return erase(await environment(), operand(told), {
        reason: textOption(told, 'reason'),
        isConfirmed,
      });
    },
  },
  rebind: {
    summary: 'Confirm that the registry belongs to the backends that are configured now.',
    help: `Needed after a change of an address or a tenant. Asks before it changes anything.

  -y, --yes       Do not ask.`,
    usage: '[--yes]',
    options: { yes: { type: 'boolean', short: 'y' } },
    failed: 'Nothing was changed.',
    run: async ({ options }) => {
      const { rebind } = await import('./rebind.ts');
      return rebind(await environment(), options['yes'] === true);
    },
  },
  operations: {
    summary: 'List the writes that are open or ended UNKNOWN. Values are not shown.',
    help: `  --open          Only those that are open.
  --unknown       Only those of which nobody knows whether they took effect, and that nobody has given up.
  --user ID       Only those of this user: without one of the other options also those that are done.
  --id ID         Show one, as operations show does.`,
    usage: '[--open | --unknown] [--user ID] [--id ID]',
    options: {
      open: { type: 'boolean' },
      unknown: { type: 'boolean' },
      user: { type: 'string' },
      id: { type: 'string' },
    },
    failed: 'There is nothing to show.',
    run: async (told) => {
      const id = textOption(told, 'id');
      if (id !== null) return showOperation(id);
      const { open, unknown } = told.options;
      const state = open === unknown ? null : open === true ? 'open' : 'unknown';
      const { listOperations } = await import('./show-operations.ts');
      return listOperations(await environment(), { state, userId: textOption(told, 'user') });
    },
  },
  'operations show': {
    summary: 'Show what is known of one write. Values are not shown.',
    operands: ['ID'],
    failed: 'There is nothing to show.',
    run: async (told) => showOperation(operand(told)),
  },
  'operations retry': {
    summary: 'Have one write tried again, that waits or failed without an effect.',
    help: `This sends nothing itself: a Facet that runs does, within seconds. A write that may have taken effect is refused. It is
recorded in the audit.`,
    operands: ['ID'],
    failed: 'Nothing was changed.',
    run: async (told) => {
      const { retry } = await import('./settle-operation.ts');
      return retry(await environment(), operand(told));
    },
  },
  'operations give-up': {
    summary: 'End one write for good: nothing of it is sent any more.',
    help: `What was sent before may have taken effect, and is UNKNOWN. A write that ended UNKNOWN is listed no more. It is recorded in
the audit.

  --reason TEXT   Why, for the audit: without anybody's name, address or number.`,
    operands: ['ID'],
    usage: '--reason TEXT',
    options: { reason: { type: 'string' } },
    failed: 'Nothing was changed.',
    run: async (told) => {
      const { giveUp } = await import('./settle-operation.ts');
      return giveUp(await environment(), operand(told), textOption(told, 'reason'));
    },
  },
  import: {
    summary: 'Link accounts that are known to be of one person, by the rows of a CSV file.',
    help: `The first line names the columns: chakraId, haptikUserId, authId, voltMxId, emeritus.userId, emeritus.corpId, and
thirdPartyUserId and ectUserId beside haptikUserId. Each row is one person. It works beside running Facets, may be
repeated, and goes on where it was broken off when the same file is imported again. Rows that cannot be linked are in a
report, and the exit code is 1.

  --merge         A row whose accounts are of several users makes them one; else it is in the report.
  --report FILE   Where the report goes: <file>.report.csv when left out.`,
    operands: ['FILE'],
    usage: '[--merge] [--report FILE]',
    options: { merge: { type: 'boolean' }, report: { type: 'string' } },
    failed: 'The import is not done.',
    run: async (told) => {
      const { importLinks } = await import('./import/import-links.ts');
      const merges = told.options['merge'] === true;
      const asked = { path: operand(told), merges, report: textOption(told, 'report') };
      return importLinks(await environment(), asked);
    },
  },
  backup: {
    summary: 'Write the registry into one file, whole and consistent, while Facets run.',
    help: 'For SQLite. For PostgreSQL it prints the command of its own tools, and exits with 1.',
    operands: ['FILE'],
    failed: 'There is no backup.',
    run: async (told) => {
      const { backUp } = await import('./backup.ts');
      return backUp(await environment(), operand(told));
    },
  },
  restore: {
    summary: 'Put a backup in the place of a registry that is gone. It never overwrites one.',
    help: `The backup is looked at as a whole first. To replace a registry, stop every Facet and move its files away: facet.db,
facet.db-wal and facet.db-shm.`,
    operands: ['FILE'],
    failed: 'Nothing was changed.',
    run: async (told) => {
      const { restore } = await import('./backup.ts');
      return restore(await environment(), operand(told));
    },
  },
  schema: {
    summary: 'Print the GraphQL schema for the tools of frontends, or for gateways.',
    help: `As in npx facet schema > schema.graphql. A running Facet serves the same at /schema.graphql.

  --subgraph      The SDL of the Federation 2 subgraph, as SUBGRAPH_NODE and SUBGRAPH_RULES have it.`,
    usage: '[--subgraph]',
    options: { subgraph: { type: 'boolean' } },
    failed: 'There is nothing to show.',
    run: async ({ options }) => {
      const { clientSchema, gatewaySchema } = await import('#graphql');
      if (options['subgraph'] !== true) {
        say(clientSchema().trimEnd());
        return 0;
      }
      const { readConfig } = await import('#config');
      const { subgraphNode: node, subgraphRules: rules } = readConfig(await environment());
      say(gatewaySchema({ node, rules }).trimEnd());
      return 0;
    },
  },
  settings: {
    summary: 'Print every setting with its default and what it means, in the form of a .env file.',
    help: 'As in npx facet settings > .env.',
    failed: 'There is nothing to show.',
    run: async () => {
      const { settings } = await import('./settings.ts');
      say(settings());
      return 0;
    },
  },
};

async function showOperation(id: string): Promise<number> {
  const show = await import('./show-operations.ts');
  return show.showOperation(await environment(), id);
}

/** Libraries find what is theirs in `.env` too, such as `PGSSLMODE`. */
async function environment(): Promise<NodeJS.ProcessEnv> {
  const { readEnvironment } = await import('#config');
  return Object.assign(process.env, readEnvironment(process.env));
}
