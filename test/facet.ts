import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DriftWatch } from '#backends';
import type { DurableRegistry } from '#registry';
import { startFacet } from '../src/app.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/index.ts';
import { type RunningFacet, startProcesses } from './processes.ts';

/** One error of an answer, as it stands in the JSON. */
interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly unknown[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** A GraphQL answer with `data` of whatever shape the query has. */
export interface Answer {
  // The shape is the query's own, which the tests compare with `expect`.
  readonly data: Readonly<Record<string, never>> | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** The whole body as it came. */
  readonly text: string;
}

export interface TestFacetOptions {
  /** Takes precedence over the variables that point at the sandbox; `''` unsets one. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly sandbox?: SandboxOptions;
  /** Links the sandbox's people, as the first start does; without them the registry is empty. */
  readonly people?: boolean;
}

export interface TestFacet {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly registry: DurableRegistry;
  /** How the answers of the sandbox differ from its documents; nobody knows of several processes. */
  readonly drift: DriftWatch | null;
  /** Errors that Facet masked as INTERNAL. */
  readonly reported: readonly unknown[];
  readonly query: (
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

const SEED = { kind: 'LINK', actor: 'facet', evidence: 'sandbox' } as const;

/** `FACET_TEST_PROCESSES=4` tries the same tests on four processes on one PostgreSQL. */
const PROCESSES = Number(process.env['FACET_TEST_PROCESSES'] ?? 1);
/** Some tests reach into the process or its file, or look at what one process alone remembers. */
export const isOneProcess = PROCESSES === 1;

/**
 * A whole Facet over real HTTP: the sandbox's backends, a SQLite file of its own, a free port. Of several processes none
 * says what it reported.
 */
export async function startTestFacet({
  environment = {},
  sandbox: sandboxOptions = {},
  people = false,
}: TestFacetOptions = {}): Promise<TestFacet> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-test-'));
  const sandbox = await startSandbox(sandboxOptions);
  const reported: unknown[] = [];
  const settings = {
    ...sandbox.environment,
    SANDBOX: '0',
    PORT: '0',
    LOG_LEVEL: 'silent',
    // A test looks at one exchange: what others have left behind is tested by itself.
    BREAKER: '0',
    CACHE_TTL_MS: '0',
    READ_RETRIES: '0',
  };
  const database = { DATABASE_URL: `sqlite:${join(folder, 'facet.db')}` };
  const facet = await (PROCESSES > 1
    ? startProcesses(PROCESSES, { ...settings, ...environment })
    : startFacet({ ...settings, ...database, ...environment }, (error) => reported.push(error)));
  const { registry } = facet;
  if (people) {
    await registry.seed(
      sandbox.people.map(({ accounts }) => accounts),
      SEED,
    );
  }
  return {
    get url() {
      return facet.url;
    },
    sandbox,
    registry,
    drift: facet.drift,
    reported,
    query: async (document, variables, headers) => ask(facet, document, variables, headers),
    close: async () => {
      await facet.close();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ask(
  { url }: Pick<RunningFacet, 'url'>,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { ...JSON.parse(text), text };
}
