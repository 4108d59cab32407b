import { probeBackend, shownProxy } from '#backends';
import type { ConfiguredBackend, Environment } from '#backends';
import { configProblems, readConfig } from '#config';
import type { Config } from '#config';
import { ConfigError } from '#errors';
import type { AccountKey } from '#normalise';
import type { BoundRegistry } from '#registry';
import { say } from '../report.ts';
import { shownDatabase } from '../start.ts';
import { check } from './check.ts';
import type { Check, Examination } from './check.ts';
import { examineRegistry } from './check-registry.ts';
import { asJson, asText } from './render.ts';

/**
 * Looks at the environment, the registry and each backend, and says what is wrong and what to change. Nothing is written
 * but the registry's own row for such looks; no person is made, anywhere. The exit code is 1 when there is a problem.
 */
export async function doctor(
  environment: () => Promise<Environment>,
  isJson: boolean,
): Promise<number> {
  const examination = await examine(environment);
  say(isJson ? asJson(examination) : asText(examination));
  return examination.checks.some(({ status }) => status === 'problem') ? 1 : 0;
}

const setting = check('configuration');

async function examine(read: () => Promise<Environment>): Promise<Examination> {
  const settings = await readable(read);
  if (typeof settings === 'string') return unusable([settings]);
  const problems = configProblems(settings);
  if (problems.length > 0) return unusable(problems);
  const config = readConfig(settings);
  const usable = setting('settings', 'ok', 'Every setting can be used.');
  if (config.sandbox) return { checks: [usable, SANDBOX], places: {} };
  const { checks, registry } = await examineRegistry(config);
  await using opened = new AsyncDisposableStack();
  if (registry) opened.adopt(registry, async (it) => it.close());
  const ofBackends = config.backends.map(async (backend) =>
    examineBackend(backend, config, registry),
  );
  return {
    checks: [usable, ...proxyChecks(config), ...checks, ...(await Promise.all(ofBackends)).flat()],
    places: { registry: shownDatabase(config), ...addressesOf(config) },
  };
}

const SANDBOX = setting(
  'backends',
  'warning',
  'No backend is configured: Facet would run its sandbox, with made-up people.',
  'To use your own backends set their URLs; "npx facet settings" lists every setting.',
);

/** Which proxies are in use, since a variable of another program may have set them. */
const proxyChecks = ({ proxies }: Config): readonly Check[] =>
  (
    [
      ['HTTP_PROXY', proxies.http],
      ['HTTPS_PROXY', proxies.https],
    ] as const
  ).flatMap(([variable, proxy]) =>
    proxy === ''
      ? []
      : [setting('proxy', 'ok', `${variable} leads to backends by ${shownProxy(proxy)}.`)],
  );

const unusable = (problems: readonly string[]): Examination => ({
  checks: [
    ...problems.map((problem) => setting('settings', 'problem', problem)),
    setting(
      'settings',
      'untried',
      'The registry and the backends are looked at when this is mended.',
    ),
  ],
  places: {},
});

/** What is wrong with the file of the settings, as a text. */
async function readable(read: () => Promise<Environment>): Promise<Environment | string> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

async function examineBackend(
  backend: ConfiguredBackend,
  { backendTimeoutMs: timeoutMs, proxies }: Config,
  registry: BoundRegistry | null,
): Promise<readonly Check[]> {
  const known = backend.url === undefined ? null : await newestAccount(backend, registry);
  const findings = await probeBackend(backend, { timeoutMs, proxies, known });
  return findings.map(({ subject, status, message, advice }) =>
    check(backend.name)(subject, status, message, advice),
  );
}

/** Somebody who is there for sure, most likely: the newest one that the registry knows. */
async function newestAccount(
  { name }: ConfiguredBackend,
  registry: BoundRegistry | null,
): Promise<AccountKey | null> {
  if (!registry) return null;
  const page = { limit: 1, direction: 'older', beyond: null, hasAccountAt: name } as const;
  const { users } = await registry.page(page);
  return users.flatMap(({ accounts }) => accounts).find(({ backend }) => backend === name) ?? null;
}

const addressesOf = ({ backends }: Config): Readonly<Record<string, string>> =>
  Object.fromEntries(
    backends.flatMap(({ name, binding }) => {
      const shown = binding.find((part) => part.shown !== null)?.shown;
      return shown === null || shown === undefined ? [] : [[name, shown]];
    }),
  );
