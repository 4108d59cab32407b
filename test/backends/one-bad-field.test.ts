import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDocument, DriftWatch } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { AccountField, BackendAdapter } from '#backends';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { INVALID, Partly } from '#normalise';
import type { WireRecord } from '#normalise';
import type { BackendModule } from '../../src/backends/backend.ts';
import { chakra } from '../../src/backends/chakra/index.ts';
import { emeritus } from '../../src/backends/emeritus/index.ts';
import { haptikTract } from '../../src/backends/haptik-tract/index.ts';
import { documentedFields, type DocumentedField } from './documented-fields.ts';
import { json, StandIn } from './stand-in.ts';
import { context } from './things.ts';
import { PACE } from '../pace.ts';

/** One read of a backend with an answer in which every documented field means something. */
interface Subject {
  readonly module: BackendModule;
  readonly environment: (url: string) => Readonly<Record<string, string>>;
  /** The operation in the OpenAPI document. */
  readonly operation: string;
  /** Its name among the adapter's reads. */
  readonly read: string;
  readonly account: { readonly scope: string; readonly ref: string };
  readonly names?: readonly string[];
  readonly answer: WireRecord;
}

const CHAKRA_ID = '9763caa1-cef3-497f-b3b2-f551456b2831';
const MADE = Date.UTC(2024, 0, 2);

const emailEntry = (email: string) => ({
  id: `id of ${email}`,
  createdAt: MADE,
  updatedAt: MADE + 1,
  email,
  normalizedEmail: email.toLowerCase(),
  type: 'WORK',
  isVerified: true,
  user: CHAKRA_ID,
});

const chakraUser = {
  id: CHAKRA_ID,
  createdAt: MADE,
  updatedAt: MADE + 1,
  username: 'amy',
  firstName: 'Amy',
  lastName: 'Acker',
  middleName: 'L',
  displayName: 'Amy Acker',
  gender: 'Female',
  dob: Date.UTC(1990, 4, 17),
  bio: 'Actor',
  profileImageUrl: 'https://example.com/a.png',
  coverImageUrl: 'https://example.com/b.png',
  timezone: 'Asia/Kolkata',
  data: { a: 1 },
  onboardingData: { b: 2 },
  isActive: true,
  isDeleted: true,
  deletedAt: MADE + 2,
  availabilityStatus: 'AWAY',
  team: 'Support',
  role: 'Lead',
  profile: { c: 3 },
  phones: ['+919876543210'],
  primaryPhone: '+14155550123',
  emails: [emailEntry('b@example.com')],
  primaryEmail: emailEntry('A@example.com'),
  reportees: ['9763caa1-cef3-497f-b3b2-f551456b2832'],
};

const entity = { scope: 'corp-1', ref: 'entity-1' };
const entityIds = { user_id: entity.ref, corp_id: entity.scope };

const profile = {
  ...entityIds,
  name: 'Amy Acker',
  last_name: 'Acker',
  first_name: 'Amy',
  area_code: '86',
  mobile: '13888888888',
  gender: '女',
  age: 25,
  city: 'Pune',
  city_raw: 'Pune, MH',
  city_mobile: 'Mumbai',
  company_name: 'Initech',
  job_title: 'Lead',
  department: 'R&D',
  industry: 'Software',
  linkedin_url: 'https://www.linkedin.com/in/amy',
};

const emeritusEnvironment = (url: string) => ({
  EMERITUS_URL: url,
  EMERITUS_TOKEN: 'token',
  EMERITUS_APP_ID: 'app',
  EMERITUS_CORP_ID: entity.scope,
});

const emeritusRead = (operation: string, read: string, data: WireRecord): Subject => ({
  module: emeritus,
  environment: emeritusEnvironment,
  operation,
  read,
  account: entity,
  answer: { code: 0, msg: 'success.', data },
});

const contact = (read: string, type: string, value: readonly string[]): Subject =>
  emeritusRead('contact', read, { ...entityIds, contact_type: type, value });

const tractEnvironment = (url: string) => ({ HAPTIK_TRACT_URL: url });

const SUBJECTS: readonly Subject[] = [
  {
    module: chakra,
    environment: (url) => ({ CHAKRA_URL: url, CHAKRA_TOKEN: 'token' }),
    operation: 'user',
    read: 'user',
    account: { scope: '', ref: CHAKRA_ID },
    answer: { _data: chakraUser, _meta: {}, _errors: [] },
  },
  emeritusRead('profile', 'profile', profile),
  contact('contactMobile', 'mobile', ['86', '13888888888']),
  contact('contactMobileBackup', 'mobile_backup', ['86', '13888888888']),
  contact('contactEmail', 'email', ['a@example.com']),
  {
    module: haptikTract,
    environment: tractEnvironment,
    operation: 'user',
    read: 'user',
    account: { scope: '', ref: '90210' },
    answer: {
      user_id: '90210',
      third_party_user_id: 'wa-1',
      user_name: 'Asha',
      device_platform: 'WhatsApp',
      details_available: ['orders'],
    },
  },
  {
    module: haptikTract,
    environment: tractEnvironment,
    operation: 'userDetails',
    read: 'details',
    account: { scope: '', ref: '90210' },
    names: ['orders'],
    answer: { user_id: '90210', details: { orders: 3 } },
  },
];

const SHAPES: Readonly<Record<string, unknown>> = {
  null: null,
  number: 7,
  string: '~',
  boolean: true,
  object: { canary: 'canary' },
  array: [['canary']],
};

/** What stands at a path in an answer; a list is entered at its first entry. */
const replaced = (
  body: unknown,
  [key, ...rest]: DocumentedField['path'],
  value: unknown,
): unknown => {
  if (key === undefined) return value;
  if (key === '[]') {
    const [first, ...others]: readonly unknown[] = Array.isArray(body) ? body : [];
    return [replaced(first, rest, value), ...others];
  }
  const record = Object(body);
  return { ...record, [key]: replaced(record[key], rest, value) };
};

describe.each(SUBJECTS)('a wrong field of an answer to $module.name $read', (subject) => {
  const { module, operation, answer } = subject;
  const document = loadDocument(module.document);
  const fields = documentedFields(document, operation);
  let standIn: StandIn;
  let http: ConnectedHttp;
  let adapter: BackendAdapter;
  let drift: DriftWatch;

  beforeAll(async () => {
    standIn = await StandIn.start();
    const { url } = standIn;
    drift = new DriftWatch(() => undefined);
    http = connectHttp({ backend: module.name, url, timeoutMs: 5000 * PACE, document, drift });
    adapter = module.connect(module.settings.parse(subject.environment(url)), http);
  });

  afterAll(async () => {
    await http.close();
    await standIn.stop();
  });

  /** The states of all properties that the read supplies; throws when the record is refused. */
  const statesOf = async (body: unknown) => {
    standIn.reply = json(body);
    const account = { backend: module.name, ...subject.account };
    const record = await adapter.reads[subject.read]?.read(account, subject.names ?? [], context);
    if (!record) throw new Error('There is no record.');
    const supplied = Object.entries(adapter.fields).filter(
      ([, { operation: read }]) => read === subject.read,
    );
    return new Map(
      supplied.map(([name, field]) => [name, field.normalise(field.raw(record), record)]),
    );
  };

  it('is tried in an answer in which every field means something', async () => {
    const states = await statesOf(answer);
    expect(states.size).toBeGreaterThan(0);
    for (const [name, value] of states) {
      expect([name, value === null || value === INVALID || value instanceof Partly]).toEqual([
        name,
        false,
      ]);
    }
    expect(drift.counts()).toEqual([]);
  });

  const lenient = fields.filter(({ isIdentity }) => !isIdentity);
  const cases = lenient.flatMap((field) =>
    Object.entries(SHAPES).map(([shape, value]) => ({ field, at: field.name, shape, value })),
  );

  it('is tried in every field that is not the envelope or the identity', () => {
    expect(lenient.length).toBeGreaterThan(0);
    expect(cases).toHaveLength(lenient.length * 6);
  });

  it.each(cases)('costs itself alone: $at as $shape', async ({ field, value }) => {
    const before = await statesOf(answer);
    const after = await statesOf(replaced(answer, field.path, value));
    const own = [...after.keys()].filter((name) => isOf(adapter.fields[name], field));
    for (const name of own) before.set(name, after.get(name));
    expect(after).toEqual(before);
    const shown = own.map((name) => after.get(name));
    if (!field.isOpen) expect(JSON.stringify(shown)).not.toContain('canary');
  });

  it('is told, each kind and place once', async () => {
    const closed = lenient.filter(({ isOpen, path }) => !isOpen && path.at(-1) !== '[]');
    for (const field of closed) await statesOf(replaced(answer, field.path, { canary: 'canary' }));
    const told = drift.counts().map(({ what }) => what);
    for (const { name } of closed) {
      expect(
        told.some((what) => what.includes(`$.${name}`)),
        name,
      ).toBe(true);
    }
    expect(told.join()).not.toContain(': canary');
  });
});

/** Whether a property is made of this field of the record. */
function isOf(property: AccountField | undefined, { path }: DocumentedField): boolean {
  const [first, second] = path;
  const isEnveloped = first === '_data' || first === 'data';
  const key = isEnveloped ? second : first;
  return key === 'value' || (property?.backendField.split(' ').includes(key ?? '') ?? false);
}
