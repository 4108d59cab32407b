import { userInfo } from 'node:os';
import { backends } from '#backends';
import type { Environment } from '#backends';
import { readConfig } from '#config';
import type { Config } from '#config';
import type { BoundRegistry } from '#registry';
import { openRegistryOf } from '#users';
import { complain, report } from './report.ts';
import { startProblem } from './start-problem.ts';

/**
 * Does something with the registry that the settings name, and closes it again. What goes wrong is told in one line, behind
 * `failed`. Answers the exit code.
 */
export async function withRegistry(
  environment: Environment,
  failed: string,
  work: (registry: BoundRegistry, config: Config) => Promise<number>,
): Promise<number> {
  return inOneLine(failed, async () => {
    const config = readConfig(environment);
    await using opened = new AsyncDisposableStack();
    const registry = opened.adopt(await openRegistryOf(described(config)), async (it) =>
      it.close(),
    );
    return await work(registry, config);
  });
}

/** Tells what goes wrong in one line, behind `failed`. Answers the exit code. */
export async function inOneLine(failed: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const reason = startProblem(error);
    if (reason === null) report(error);
    complain(`${failed} ${reason ?? 'See the lines above.'}`);
    return 1;
  }
}

/** The sandbox has no backends before it runs: what their records mean is known all the same. */
const described = (config: Config): Config =>
  config.sandbox ? { ...config, backends: backends.map(({ configure }) => configure({})) } : config;

/** Who runs this, for the record. */
export function operator(): string {
  try {
    return userInfo().username;
  } catch {
    // In a container the user may have no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
