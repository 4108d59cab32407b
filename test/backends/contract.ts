import { OpenAPIBackend } from 'openapi-backend';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { LAST_WRITE, REGISTRY, loadDocument } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { BackendAdapter, CallContext } from '#backends';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { BackendError } from '#errors';
import { USER_AGENT } from '#version';
import type { BackendModule } from '../../src/backends/backend.ts';
import { faults } from './faults.ts';
import { json, StandIn, type Received } from './stand-in.ts';

/** One call of an adapter: what it sends, what the vendor answers, what the adapter makes of it. */
export interface Sample {
  /** Reads after "it": `reads a profile`. */
  readonly name: string;
  /** The operation id in the OpenAPI document. */
  readonly operation: string;
  readonly run: (adapter: BackendAdapter, call: CallContext) => Promise<unknown>;
  /** Exactly what the vendor gets; `accept` and `accept-encoding` need not be named, header names are lower case. */
  readonly sends: Received;
  /** The body of the vendor's 200. */
  readonly answer: Readonly<Record<string, unknown>>;
  readonly returns: unknown;
  /** Bodies of a 200 that break the contract, by the place that the error has to name (`_data.dob`). */
  readonly violations?: Readonly<Record<string, unknown>>;
  /** A success that says nothing is one. */
  readonly mayBeEmpty?: true;
}

/** What the suite has to know of a backend. */
export interface Subject<Settings extends z.ZodType> {
  readonly module: BackendModule<Settings>;
  readonly document: URL;
  /** A complete section of the configuration that leads to the stand-in. */
  readonly environment: (url: string) => Readonly<Record<string, string>>;
  /** The variable of the base URL. */
  readonly urlVariable: string;
  /** The variables that the base URL makes necessary. */
  readonly required: readonly string[];
  /** At least one for each operation. */
  readonly samples: readonly Sample[];
  /** The vendor's body of a failed request with these words. */
  readonly failure: (words: string) => unknown;
}

/** Long enough for a busy machine, and short enough to wait for. */
const PATIENT_MS = 5000;
const IMPATIENT_MS = 100;

/** What every adapter owes: run it for each backend, then test what is particular to it. */
export const describeBackend = <Settings extends z.ZodType>(subject: Subject<Settings>): void => {
  const { module, samples } = subject;
  const document = loadDocument(subject.document);
  const connectTo = (environment: Readonly<Record<string, string>>, http: ConnectedHttp) =>
    module.connect(module.settings.parse(environment), http);

  describe(`${module.name} keeps the adapter's contract`, () => {
    let standIn: StandIn;
    let patient: ConnectedHttp;
    let impatient: ConnectedHttp;
    let adapter: BackendAdapter;
    const calls: string[] = [];
    const call: CallContext = {
      onCall: (backend, operation) => calls.push(`${backend} ${operation}`),
    };

    beforeAll(async () => {
      standIn = await StandIn.start();
      const options = { backend: module.name, url: standIn.url, document };
      patient = connectHttp({ ...options, timeoutMs: PATIENT_MS });
      impatient = connectHttp({ ...options, timeoutMs: IMPATIENT_MS });
      adapter = connectTo(subject.environment(standIn.url), patient);
    });

    afterAll(async () => {
      await patient.close();
      await impatient.close();
      await standIn.stop();
    });

    const failureOf = async ({ run }: Sample, from = adapter): Promise<BackendError> => {
      const error: unknown = await run(from, call).catch((thrown: unknown) => thrown);
      if (error instanceof BackendError) return error;
      throw new Error('The call did not fail with a BackendError.', { cause: error });
    };

    it('declares exactly the operations of its document, and a sample shows each', () => {
      const documented = operationIds(document).toSorted();
      expect([...adapter.operations].toSorted()).toEqual(documented);
      expect([...new Set(samples.map(({ operation }) => operation))].toSorted()).toEqual(
        documented,
      );
    });

    it('has fields that its reads, its writes or the registry supply', () => {
      const supplies = new Set([...Object.keys(adapter.reads), LAST_WRITE, REGISTRY]);
      for (const field of Object.values(adapter.fields))
        expect(supplies).toContain(field.operation);
      expect(supplies).toContain(adapter.mainRead);
      for (const joined of Object.values(adapter.joinedFields)) {
        for (const property of joined) expect(adapter.fields).toHaveProperty([property]);
      }
    });

    it('has no value for a field of an empty record', () => {
      for (const field of Object.values(adapter.fields)) {
        expect(field.normalise(field.raw({}), {})).toBeNull();
      }
    });

    it('is configured by its URL alone', () => {
      expect(adapter.configured).toBe(true);
      expect(connectTo({}, patient).configured).toBe(false);
      expect(module.url(module.settings.parse({}))).toBeUndefined();
      expect(module.url(module.settings.parse(subject.environment(standIn.url)))).toBe(standIn.url);
    });

    it.each([...subject.required])('wants %s together with the URL', (variable) => {
      const environment = { ...subject.environment(standIn.url), [variable]: ' ' };
      const { error } = module.settings.safeParse(environment);
      expect(error?.issues.map(({ message }) => message).join()).toContain(variable);
    });

    it.each(['ftp://vendor.test', 'vendor.test', 'https://u:canary@vendor.test'])(
      'refuses the base URL %s without repeating it',
      (url) => {
        const environment = { ...subject.environment(standIn.url), [subject.urlVariable]: url };
        const { error } = module.settings.safeParse(environment);
        const message = error?.issues.map((issue) => issue.message).join();
        expect(message).toContain(subject.urlVariable);
        expect(message).not.toContain('vendor.test');
      },
    );

    describe.each([...samples])('$name', (sample) => {
      it('sends exactly what is documented, in one call, and returns what the answer says', async () => {
        standIn.reply = json(sample.answer);
        standIn.received.length = 0;
        calls.length = 0;
        expect(await sample.run(adapter, call)).toEqual(sample.returns);
        expect(standIn.received).toEqual([
          { ...sample.sends, headers: { ...ASKED_FOR, ...sample.sends.headers } },
        ]);
        expect(calls).toEqual([`${module.name} ${sample.operation}`]);
        expect(await problemsOf(document, sample)).toEqual([]);
      });

      it('ignores a field that nobody knows', async () => {
        standIn.reply = json({ ...sample.answer, field_of_tomorrow: { deep: [1] } });
        await expect(sample.run(adapter, call)).resolves.toBeTypeOf('object');
      });

      it.each(Object.entries(sample.violations ?? {}))(
        'names %s when the answer breaks the contract there',
        async (place, body) => {
          standIn.reply = json(body);
          const error = await failureOf(sample);
          expect(error).toMatchObject({ code: 'BACKEND_CONTRACT', backend: module.name });
          expect(error.details).toMatchObject({ retryable: false, effect: 'possible' });
          expect(error.message).toContain(`\`${place}\``);
        },
      );

      const feared = faults.filter(({ isEmpty }) => !(isEmpty && sample.mayBeEmpty));

      it.each(feared)('tells $code and "$effect" from $name', async (fault) => {
        standIn.reply = fault.reply(subject.failure('Not today.'));
        const http = fault.silent ? impatient : patient;
        const error = await failureOf(sample, connectTo(subject.environment(standIn.url), http));
        expect(error).toMatchObject({ code: fault.code, backend: module.name });
        const { retryable, effect, retryAfter } = fault;
        expect(error.details).toMatchObject({ retryable, effect });
        expect(error.details.retryAfter).toBe(retryAfter);
      });

      it('passes on the words of the vendor, and nothing that the request held', async () => {
        const held = heldBy(sample.sends);
        standIn.reply = json(subject.failure(`Strange ${held.join(' and ')} there.`), 409);
        const { message, details } = await failureOf(sample);
        expect(details.backendMessage).toMatch(/^Strange .* there\.$/);
        for (const text of held) expect(`${message} ${details.backendMessage}`).not.toContain(text);
      });
    });
  });
};

const ASKED_FOR = {
  accept: 'application/json',
  'accept-encoding': 'identity',
  'user-agent': USER_AGENT,
};

const operationIds = (document: ReturnType<typeof loadDocument>): string[] =>
  Object.values(document.paths ?? {})
    .flatMap((path) => Object.values(path ?? {}))
    .flatMap((operation: unknown) =>
      typeof operation === 'object' && operation !== null && 'operationId' in operation
        ? [String(operation.operationId)]
        : [],
    );

/** What the OpenAPI document has to say against a request. */
const problemsOf = async (
  definition: ReturnType<typeof loadDocument>,
  { sends, operation }: Sample,
): Promise<readonly unknown[]> => {
  // Its own validation of documents knows OpenAPI 3.0 alone.
  const ajvOpts = { validateFormats: false };
  const api = new OpenAPIBackend({ definition: structuredClone(definition), quick: true, ajvOpts });
  await api.init();
  const [path = '', query = ''] = sends.target.split('?');
  const { headers, method, body } = sends;
  const request = { method, path, headers: { ...headers }, query, body };
  return api.validator.validateRequest(request, operation).errors ?? [];
};

/** Every text that could give somebody away: the body's and the query's values, the credentials. */
const heldBy = ({ target, headers, body }: Received): readonly string[] => {
  const query = new URLSearchParams(target.split('?')[1]);
  const credential = headers['authorization']?.split(' ')[1];
  return [...textsIn(body), ...query.values(), ...(credential ? [credential] : [])];
};

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
