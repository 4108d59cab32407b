import { createInterface } from 'node:readline/promises';
import type { Environment } from '#backends';
import { bindingOf, readConfig } from '#config';
import { ConfigError } from '#errors';
import { rebound } from '#operations';
import { sentencesOf } from '#registry';
import type { BoundRegistry, RebindPreview } from '#registry';
import { openRegistryOf } from '#users';
import { operator } from './registry-command.ts';
import { complain, report, say } from './report.ts';
import { startProblem } from './start-problem.ts';

/**
 * Confirms that a registry belongs to the backends that are configured now. Without `isConfirmed` it asks whoever sits at
 * the terminal. The exit code is 0 when the registry belongs to them afterwards.
 */
export async function rebind(environment: Environment, isConfirmed: boolean): Promise<number> {
  try {
    const config = readConfig(environment);
    if (config.sandbox) {
      throw new ConfigError(
        'The sandbox has its own registry: set the variables that Facet is to start with, or use .env.',
      );
    }
    await using opened = new AsyncDisposableStack();
    const registry = opened.adopt(await openRegistryOf(config), async (it) => it.close());
    return await rebindTo(bindingOf(config), registry, isConfirmed);
  } catch (error) {
    const reason = startProblem(error);
    if (reason === null) report(error);
    complain(`Nothing was changed. ${reason ?? 'See the lines above.'}`);
    return 1;
  }
}

async function rebindTo(
  parts: ReturnType<typeof bindingOf>,
  registry: BoundRegistry,
  isConfirmed: boolean,
): Promise<number> {
  const preview = await registry.bindings.preview(parts);
  if (preview.changes.length === 0) {
    say('The registry belongs to these backends already: nothing is to be confirmed.');
    return 0;
  }
  await describe(preview, registry);
  if (!isConfirmed && !(await isAgreed())) {
    complain('Nothing was changed. To confirm without a terminal, use "npx facet rebind --yes".');
    return 1;
  }
  const { openSteps } = await registry.bindings.rebind(parts, operator(), rebound);
  say(
    `The registry belongs to these backends now. Writes that became UNKNOWN: ${openSteps}. ${OUTDATED}`,
  );
  return 0;
}

const OUTDATED = 'Processes that run with the former ones end within seconds: start them again.';

async function describe(
  { changes, openSteps }: RebindPreview,
  registry: BoundRegistry,
): Promise<void> {
  say('The registry is to belong to other backends:');
  for (const backend of new Set(changes.map((change) => change.backend))) {
    const ofBackend = changes.filter((change) => change.backend === backend);
    const people = await registry.count(backend);
    say(
      `  ${backend}: ${sentencesOf(ofBackend).join('; ')} (${people} people have an account there)`,
    );
  }
  say(
    'Accounts keep their identifiers: where another backend uses the same ones, they are other people.',
  );
  say(
    `Writes whose outcome is open at backends that change: ${openSteps}. They become UNKNOWN and are not sent.`,
  );
}

async function isAgreed(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  using terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Type yes to confirm: ');
  return answer.trim().toLowerCase() === 'yes';
}
