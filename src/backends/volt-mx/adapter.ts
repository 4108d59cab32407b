import { InputError } from '../../errors.ts';
import { ExactNumber } from '../../exact-json.ts';
import type { AccountKey, WireRecord } from '../../identity.ts';
import { pathsTo } from '../../input-path.ts';
import type { CreateUserInput } from '../../schema.generated.ts';
import {
  LAST_WRITE,
  type Acknowledgement,
  type BackendAdapter,
  type Identifiers,
  type Prepared,
  type Write,
} from '../backend.ts';
import { Credentials } from '../credentials.ts';
import { contractViolation } from '../failures.ts';
import type { HttpBackend } from '../http.ts';
import { STORED, accountFields, lackingIn, newUser } from './account.ts';
import type { Settings } from './config.ts';
import { ID_RULE, voltMxId } from './id.ts';

const endpoints = {
  createUser: (settings: Settings) => ['POST', settings.VOLT_MX_CREATE_PATH] as const,
};

/**
 * HCL Volt MX Engagement Services: creates a user, documents no read. Seed: `003_e00e25ef7c265aa9.txt`.
 *
 * A ref is a 64-bit integer, kept as its digits.
 */
export const connectVoltMx = (settings: Settings, http: HttpBackend): BackendAdapter => {
  const [method, path] = endpoints.createUser(settings);
  const { VOLT_MX_USERNAME: name, VOLT_MX_PASSWORD: password } = settings;
  const credentials = new Credentials([name, password], () => ({
    Authorization: basic(name?.value ?? '', password?.value ?? ''),
    'Content-Type': 'application/json;charset=UTF-8',
  }));
  const post = { operation: 'createUser', method, path, credentials, creates: true } as const;

  const create: Write<CreateUserInput> = {
    // Sent again, it answers "already exists" with the id.
    repetition: 'recognised',
    prepare: prepareCreation,
    send: async (request, _secret, context) => {
      const { headers } = credentials;
      const answer = await http.call({ ...post, headers, body: request }, context);
      return answer.exists ? existing(answer.body) : created(answer.body, request);
    },
  };

  return {
    name: 'VOLT_MX',
    title: 'HCL Volt MX',
    accountType: 'VoltMxAccount',
    configured: settings.VOLT_MX_URL !== undefined,
    defaultScope: '',
    identifiers,
    byReference: ({ ref }) => ({ voltMxId: String(ref) }),
    fields: accountFields,
    joinedFields: {},
    reads: {},
    mainRead: LAST_WRITE,
    writes: { create },
    stores: STORED,
    operations: Object.keys(endpoints),
  };
};

const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

const accountKey = (ref: string): AccountKey => ({ backend: 'VOLT_MX', scope: '', ref });

const identifiers: Identifiers = {
  voltMxId: (value) => {
    const ref = voltMxId(value);
    if (ref === null) throw new InputError(ID_RULE, []);
    return { by: 'key', ...accountKey(ref) };
  },
};

const prepareCreation = (input: CreateUserInput): Prepared => {
  const request = newUser(input);
  const lacks = lackingIn(request);
  return lacks.length === 0
    ? { kind: 'ready', request, stores: pathsTo(STORED) }
    : { kind: 'skipped', reason: `VOLT_MX needs ${lacks.join(', ')}.` };
};

const created = (body: unknown, request: WireRecord): Acknowledgement => {
  const id = idIn(body);
  if (id === null) throw contractViolation('VOLT_MX', '`id` is no 64-bit integer');
  return { account: accountKey(id), existed: false, written: request };
};

/**
 * The user exists already, and who it is if the body has an id: decision of `backends.md`, since the seed tells of the
 * id without its place. The document has it with a 400.
 */
const existing = (body: unknown): Acknowledgement => {
  const id = idIn(body);
  return { account: id === null ? null : accountKey(id), existed: true, written: null };
};

/** The id as digits, however many. */
const idIn = (body: unknown): string | null => {
  const id = isObject(body) ? body['id'] : null;
  const isId = typeof id === 'string' || typeof id === 'number' || id instanceof ExactNumber;
  return isId ? voltMxId(String(id)) : null;
};

const isObject = (body: unknown): body is WireRecord => typeof body === 'object' && body !== null;
