import { loadDocument } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { BackendAdapter, Prepared, CallContext } from '#backends';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { BackendError } from '#errors';
import type { CreateUserInput } from '#schema';
import type { Acknowledgement } from '../../src/backends/backend.ts';
import { chakra } from '../../src/backends/chakra/index.ts';
import { emeritus } from '../../src/backends/emeritus/index.ts';
import { haptikTract } from '../../src/backends/haptik-tract/index.ts';
import { haptik } from '../../src/backends/haptik/index.ts';
import { voltMx } from '../../src/backends/volt-mx/index.ts';
import { PACE } from '../pace.ts';

/** The settings of every backend, all at one address. */
const environment = (url: string) => ({
  HAPTIK_TRACT_URL: url,
  HAPTIK_TRACT_CREATE_USER_HOOK: `${url}/ect/create-user`,
  HAPTIK_URL: url,
  HAPTIK_TOKEN: 'haptik-token',
  HAPTIK_CLIENT_ID: 'client',
  CHAKRA_URL: url,
  CHAKRA_TOKEN: 'chakra-token',
  VOLT_MX_URL: url,
  VOLT_MX_USERNAME: 'facet',
  VOLT_MX_PASSWORD: 'password',
  EMERITUS_URL: url,
  EMERITUS_TOKEN: 'emeritus-token',
  EMERITUS_APP_ID: 'app',
  EMERITUS_CORP_ID: 'corp-1',
});

export const REFS = {
  HAPTIK_TRACT: '90210',
  HAPTIK: 'asha01',
  CHAKRA: '9763caa1-cef3-497f-b3b2-f551456b2831',
  VOLT_MX: '9',
  EMERITUS: 'entity-1',
} as const;

export type Name = keyof typeof REFS;

/** A person whom every backend can be told of. */
export const newcomer = {
  displayName: 'Asha Rao',
  givenName: 'Asha',
  familyName: 'Rao',
  email: 'asha@example.com',
  phone: '+919876543210',
  location: { country: 'IN' },
  haptik: { authId: REFS.HAPTIK },
  haptikTract: { userId: REFS.HAPTIK_TRACT },
} satisfies CreateUserInput;

export const context: CallContext = { onCall: () => undefined };

/** Every backend at one address, by its own adapter over HTTP. */
export class Vendors {
  readonly #open: ConnectedHttp[] = [];
  readonly #adapters: ReadonlyMap<string, BackendAdapter>;

  constructor(url: string) {
    const settings = environment(url);
    const options = { url, timeoutMs: 5000 * PACE };
    const http = (module: { readonly name: Name; readonly document: URL }): ConnectedHttp => {
      const document = loadDocument(module.document);
      const opened = connectHttp({ ...options, backend: module.name, document });
      this.#open.push(opened);
      return opened;
    };
    const adapters = [
      haptikTract.connect(
        haptikTract.settings.parse(settings),
        http({ ...haptikTract, name: 'HAPTIK_TRACT' }),
      ),
      haptik.connect(haptik.settings.parse(settings), http({ ...haptik, name: 'HAPTIK' })),
      chakra.connect(chakra.settings.parse(settings), http({ ...chakra, name: 'CHAKRA' })),
      voltMx.connect(voltMx.settings.parse(settings), http({ ...voltMx, name: 'VOLT_MX' })),
      emeritus.connect(emeritus.settings.parse(settings), http({ ...emeritus, name: 'EMERITUS' })),
    ];
    this.#adapters = new Map(adapters.map((adapter) => [adapter.name, adapter]));
  }

  adapter(name: Name): BackendAdapter {
    const adapter = this.#adapters.get(name);
    if (!adapter) throw new Error(`There is no ${name}.`);
    return adapter;
  }

  read(name: Name, operation = this.adapter(name).mainRead): Promise<unknown> {
    const account = { backend: name, scope: name === 'EMERITUS' ? 'corp-1' : '', ref: REFS[name] };
    const read = this.adapter(name).reads[operation];
    if (!read) throw new Error(`${name} has no read ${operation}.`);
    return read.read(account, ['orders'], context);
  }

  async create(name: Name, input: CreateUserInput = newcomer): Promise<Acknowledgement> {
    const { create } = this.adapter(name).writes;
    const { request } = ready(create?.prepare(input, null));
    if (!create) throw new Error(`${name} creates nobody.`);
    return create.send(request, undefined, context);
  }

  async update(name: Name, kind: 'update' | 'pool' | 'owner'): Promise<Acknowledgement> {
    const { update, pool, owner } = this.adapter(name).writes;
    const account = { backend: name, scope: name === 'EMERITUS' ? 'corp-1' : '', ref: REFS[name] };
    const writes = {
      update: () => send(update, update?.prepare({ email: 'new@example.com' }, account)),
      pool: () => send(pool, pool?.prepare('alive', account)),
      owner: () => send(owner, owner?.prepare({ owner: 'o1', change: 'ADD' }, account)),
    };
    return writes[kind]();
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((http) => http.close()));
  }
}

interface Sender {
  readonly send: NonNullable<BackendAdapter['writes']['create']>['send'];
}

const send = async (write: Sender | undefined, prepared: Prepared | undefined) => {
  const { request } = ready(prepared);
  if (!write) throw new Error('There is no such write.');
  return write.send(request, undefined, context);
};

const ready = (prepared: Prepared | undefined) => {
  if (prepared?.kind === 'ready') return prepared;
  throw new Error('There is nothing to send.', { cause: prepared });
};

/** What a call of a backend fails with. */
export const failure = async (work: Promise<unknown>): Promise<BackendError> => {
  const error: unknown = await work.then(
    (value) => new Error('The call did not fail.', { cause: value }),
    (thrown: unknown) => thrown,
  );
  if (error instanceof BackendError) return error;
  throw error;
};
