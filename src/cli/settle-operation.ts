import type { Environment } from '#backends';
import { ConfigError } from '#errors';
import { giveUpOperation, retryOperation } from '#operations';
import type { OperatorDeps, OperatorResult } from '#operations';
import { operator, withRegistry } from './registry-command.ts';
import { complain, say } from './report.ts';

const FAILED = 'Nothing was changed.';
const LONGEST_REASON = 500;

/** Has a write tried again. The exit code is 1 when that cannot be. */
export async function retry(environment: Environment, id: string): Promise<number> {
  return settle(environment, async (deps) => retryOperation(id, deps));
}

/**
 * Ends a write for good. The exit code is 1 when that cannot be.
 * @throws ConfigError without a reason
 */
export async function giveUp(
  environment: Environment,
  id: string,
  reason: string | null,
): Promise<number> {
  const words = reason?.trim() ?? '';
  if (words === '' || words.length > LONGEST_REASON || /\p{Cc}/u.test(words)) {
    throw new ConfigError(
      `Say why by --reason TEXT, of at most ${LONGEST_REASON} characters in one line: it is kept in the audit.`,
    );
  }
  return settle(environment, async (deps) => giveUpOperation(id, words, deps));
}

async function settle(
  environment: Environment,
  work: (deps: OperatorDeps) => Promise<OperatorResult>,
): Promise<number> {
  return withRegistry(environment, FAILED, async ({ operations: log }, config) => {
    const result = await work({ log, settings: config.operations, actor: operator() });
    if (!result.isDone) {
      complain(`${FAILED} ${result.message}`);
      return 1;
    }
    say(result.message);
    return 0;
  });
}
