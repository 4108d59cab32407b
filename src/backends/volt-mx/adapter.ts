import { InputError } from '#errors';
import { LAST_WRITE, type BackendAdapter, type Identifiers, type Probe } from '../backend.ts';
import { Credentials } from '../http/credentials.ts';
import type { HttpBackend } from '../http/http-backend.ts';
import { STORED, accountFields } from './account.ts';
import { tenantOf } from './attributes.ts';
import type { Settings } from './config.ts';
import { ID_RULE, voltMxId } from './id.ts';
import { writesOf, type Post } from './writes.ts';

const endpoints = {
  createUser: (settings: Settings) => ['POST', settings.VOLT_MX_CREATE_PATH] as const,
};

/** By these it says what is wrong with the input. */
const REFUSALS = [400, 409, 422];

/**
 * HCL Volt MX Engagement Services: creates a user, documents no read. Source: the vendor's document.
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
  const post: Post = async (body, context) => {
    const { headers } = credentials;
    const call = {
      operation: 'createUser',
      method,
      path,
      headers,
      credentials,
      body,
      creates: true,
      expects: REFUSALS,
    };
    return { ...(await http.call(call, context)), call };
  };

  const reach: Probe['reach'] = (context) => {
    const { headers } = credentials;
    const call = { operation: 'createUser', path, headers, credentials, mayBeEmpty: true };
    return http.call({ ...call, method: 'GET' }, context);
  };

  return {
    name: 'VOLT_MX',
    title: 'HCL Volt MX',
    accountType: 'VoltMxAccount',
    refName: 'id',
    configured: settings.VOLT_MX_URL !== undefined,
    defaultScope: '',
    identifiers,
    byReference: ({ ref }) => ({ voltMxId: String(ref) }),
    fields: accountFields,
    joinedFields: {},
    reads: {},
    mainRead: LAST_WRITE,
    writes: writesOf(post, tenantOf(settings)),
    creates: STORED,
    updates: [],
    operations: Object.keys(endpoints),
    probe: {
      address: 'VOLT_MX_URL',
      credentials: ['VOLT_MX_USERNAME', 'VOLT_MX_PASSWORD'],
      reach,
      advice: (_error, status) =>
        status === 404 ? 'Check the path in VOLT_MX_URL, and VOLT_MX_CREATE_PATH.' : null,
    },
  };
};

const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

const identifiers: Identifiers = {
  voltMxId: (value) => {
    const ref = voltMxId(value);
    if (ref === null) throw new InputError(ID_RULE, []);
    return { by: 'key', backend: 'VOLT_MX', scope: '', ref };
  },
};
