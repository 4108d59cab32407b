import { createInterface } from 'node:readline/promises';
import { ANONYMOUS } from '#access';
import { connectBackends } from '#backends';
import type { Environment } from '#backends';
import { bindingOf, operationLimits } from '#config';
import type { Config } from '#config';
import { ConfigError } from '#errors';
import { graphqlApi } from '#graphql';
import { OperationEngine } from '#operations';
import { bindRegistry } from '#registry';
import type { BoundRegistry } from '#registry';
import type { UserBy } from '#schema';
import { RequestRecord } from '#telemetry';
import { contactPointExtractor, eraseUser, exportUser } from '#users';
import { operator, withRegistry } from './registry-command.ts';
import { complain, report, say } from './report.ts';

const NOBODY = 'Nobody is known by this identifier.';

/** Prints all that is held and can be read of a person, as JSON. The exit code is 1 when nobody is known. */
export async function printExport(environment: Environment, person: string): Promise<number> {
  const by = userBy(person);
  return withRegistry(environment, 'Nothing was exported.', async (registry, config) => {
    await using context = await contextFor(registry, config);
    const document = await exportUser(by, context.deps);
    if (!document) {
      complain(NOBODY);
      return 1;
    }
    say(JSON.stringify(document, null, 2));
    return 0;
  });
}

/** Erases a person, and prints the certificate and what is left at the backends. Without `isConfirmed` it asks first. */
export async function erase(
  environment: Environment,
  person: string,
  { reason, isConfirmed }: { readonly reason: string | null; readonly isConfirmed: boolean },
): Promise<number> {
  const user = userBy(person);
  return withRegistry(environment, 'Nobody was erased.', async (registry, config) => {
    if (!isConfirmed && !(await isAgreed(person))) {
      complain('Nobody was erased. To confirm without a terminal, use --yes.');
      return 1;
    }
    await using context = await contextFor(registry, config);
    const { certificate, outcomes, errors, operation } = await eraseUser(
      { user, reason },
      context.deps,
    );
    for (const { message } of errors) complain(message);
    if (!certificate) {
      if (operation) complain(`It is not done yet. A running Facet finishes it: ${operation.id}.`);
      return 1;
    }
    const left = outcomes.map(({ backend, status, ref, error }) => ({
      backend,
      status,
      ref,
      note: error?.message,
    }));
    say(JSON.stringify({ certificate, left }, null, 2));
    return 0;
  });
}

/** A user's id, or a field of `UserBy` and its value, such as `chakraId=…`; `emeritus=` takes the corporation ahead of a slash. */
export function userBy(person: string): UserBy {
  const [, name, value = ''] = /^(\w+)=(.*)$/s.exec(person) ?? [];
  switch (name) {
    case undefined:
      return { id: person };
    case 'id':
    case 'haptikUserId':
    case 'thirdPartyUserId':
    case 'ectUserId':
    case 'authId':
    case 'chakraId':
    case 'voltMxId':
      return { [name]: value } as UserBy;
    case 'emeritus': {
      const [, corpId, userId = ''] = /^(?:([^/]*)\/)?(.*)$/s.exec(value) ?? [];
      return { emeritus: corpId === undefined ? { userId } : { corpId, userId } };
    }
    default:
      throw new ConfigError(
        'Name the person by an id, or by a field of UserBy and its value: chakraId=…, authId=…, emeritus=CORPORATION/USER.',
      );
  }
}

/** What a request works with that an operator makes. */
async function contextFor(registry: BoundRegistry, config: Config) {
  if (config.sandbox) {
    throw new ConfigError(
      'The sandbox holds nobody: set the variables that Facet is started with, or use .env.',
    );
  }
  await bindRegistry(registry, bindingOf(config));
  const backends = connectBackends(config);
  const { adapters, healthOf, retries } = backends;
  const { operations: settings, precedence, subgraphNode, subgraphRules } = config;
  const engine = new OperationEngine({ log: registry.operations, adapters, settings, retries });
  const contactPointsIn = contactPointExtractor([...adapters.values()]);
  const { createContext } = graphqlApi(
    {
      registry,
      engine,
      adapters,
      healthOf,
      shared: null,
      contactPointsIn,
      precedence,
      subgraphNode,
      subgraphRules,
      introspection: true,
      report,
    },
    operationLimits(config),
  );
  // Whoever may run this may do everything, as a caller on this machine may without credentials.
  const caller = { ...ANONYMOUS, name: operator() };
  const ends: (() => void)[] = [];
  const { request } = createContext({
    caller,
    record: new RequestRecord(),
    traced: 'no',
    reuses: false,
    allowance: null,
    onClose: (end) => void ends.push(end),
  });
  return {
    deps: { ...request.writes, reader: request.reader },
    [Symbol.asyncDispose]: async () => {
      for (const end of ends) end();
      await backends.close();
    },
  };
}

async function isAgreed(person: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  using terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `Erase ${person}? This cannot be undone. Type yes to confirm: `,
  );
  return answer.trim().toLowerCase() === 'yes';
}
