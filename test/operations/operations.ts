import type { CreateUserInput } from '#schema';
import type { Answer } from '../facet.ts';
import { paced } from '../pace.ts';
import { until } from '../until.ts';

const ERROR = 'error { code message backendMessage backendCode retryable retryAfter }';
const OUTCOMES = `outcomes { backend status attempts account { id ref user { id } } ${ERROR} }`;
const OPERATION = `id mutation state createdAt finishedAt user { id } ${OUTCOMES}`;
const REST =
  'user { id accounts { id backend ref } } errors { code message path } operation { id state }';

const SELECTIONS: Readonly<Record<string, string>> = {
  updateOwners: `owners outcomes { owner change status ${ERROR} } ${REST}`,
};

interface Told {
  readonly backend: string;
  readonly status: string;
  readonly attempts: number;
  readonly owner?: string;
  readonly account: {
    readonly id: string;
    readonly ref: string;
    readonly user: { readonly id: string };
  } | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface Payload {
  readonly user: {
    readonly id: string;
    readonly accounts: readonly { readonly ref: string }[];
  } | null;
  readonly outcomes: readonly Told[];
  readonly owners?: readonly string[] | null;
  readonly errors: readonly { readonly code: string; readonly path: readonly string[] }[];
  readonly operation: { readonly id: string; readonly state: string } | null;
}

export interface Operation extends Pick<Payload, 'outcomes'> {
  readonly id: string;
  readonly state: string;
  readonly user: { readonly id: string } | null;
}

export async function ask(url: string, query: string, variables: object): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { ...JSON.parse(text), text };
}

/** Runs one mutation at a Facet and demands that no GraphQL error came with it. */
export async function mutate(url: string, name: string, input: object): Promise<Payload> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const selection = SELECTIONS[name] ?? `${OUTCOMES} ${REST}`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`;
  const { data, text } = await ask(url, query, { input });
  if (!data?.[name]) throw new Error(`${name} came to ${text}`);
  return data[name];
}

export async function operationOf(url: string, id: string | undefined): Promise<Operation | null> {
  const query = `query ($id: ID!) { operation(id: $id) { ${OPERATION} } }`;
  const { data, text } = await ask(url, query, { id });
  if (!data) throw new Error(`operation came to ${text}`);
  return data['operation'] ?? null;
}

/** Waits until an operation is finished. */
export async function finished(url: string, id: string | undefined): Promise<Operation> {
  return until(async () => {
    const operation = await operationOf(url, id);
    return operation?.state === 'DONE' ? operation : null;
  });
}

export const statuses = ({ outcomes }: Pick<Payload, 'outcomes'>): readonly string[] =>
  outcomes.map(({ backend, owner, status }) => `${owner ?? backend} ${status}`);

let made = 0;

/** Somebody whom no backend knows yet, with all that each of them needs. */
export function person(): CreateUserInput & { readonly email: string } {
  made += 1;
  const number = String(made).padStart(4, '0');
  return {
    displayName: `Nova Person ${number}`,
    givenName: 'Nova',
    familyName: `Person ${number}`,
    email: `nova.${number}@example.net`,
    phone: `+91981300${number}`,
    location: { country: 'IN' },
    haptikTract: { userId: `nova-${number}` },
    haptik: { authId: `nova${number}` },
  };
}

export const ALL_CREATED = [
  'HAPTIK_TRACT CREATED',
  'HAPTIK CREATED',
  'CHAKRA UNSUPPORTED',
  'VOLT_MX CREATED',
  'EMERITUS CREATED',
];

/** Quick for tests, in the ratios of the defaults, and as quick as the machine. */
export const QUICK = {
  BACKEND_TIMEOUT_MS: paced(300),
  OPERATION_TIMEOUT_MS: paced(5000),
  RECOVERY_INTERVAL_MS: '50',
  OPERATION_LEASE_MS: paced(2500),
} as const;
