import { randomUUID } from 'node:crypto';
import type { components } from '../../src/backends/emeritus/wire.ts';
import type { Records } from '../record-store.ts';
import { json, type Reply } from '../reply.ts';
import { checked, type Operation, type SandboxRequest } from '../vendor.ts';
import { CORP_ID, type EmeritusRecord, OTHER_CORP_ID } from './records.ts';

type Schemas = components['schemas'];
type Created = Schemas['CreateByMobile'] | Schemas['CreateByEmail'];
type Key = { readonly user_id: string; readonly corp_id: string };

export const envelope = (code: number, msg: string, data: unknown): Reply =>
  json(200, { code, msg, data });

const success = (data: unknown): Reply => envelope(0, 'success.', data);

/** An unknown user is no failure: `data` is null. */
const unknownUser = success(null);

export function operationsOn(records: Records<EmeritusRecord>): Record<string, Operation> {
  const recordOf = ({ corp_id: scope, user_id: ref }: Key) => records.get({ scope, ref });
  const change = (key: Key, changed: Partial<EmeritusRecord>): EmeritusRecord | null => {
    const known = recordOf(key);
    if (known === undefined) return null;
    const record = { ...known, ...changed };
    records.set({ scope: key.corp_id, ref: key.user_id }, record);
    return record;
  };
  return inKnownCorporation({
    profile: ({ query }) => success(recordOf(keyOf(query))?.profile ?? null),

    contact: ({ query }) => {
      const { contact_type } = query;
      const record = recordOf(keyOf(query));
      if (record === undefined) return unknownUser;
      return success({ ...keyOf(query), contact_type, value: contactOf(record, contact_type) });
    },

    createUser: checked<Created>((request) => {
      const known = records.find((record) => isSame(record, request));
      const record = known ?? newRecord(request);
      records.set({ scope: record.corp_id, ref: record.user_id }, record);
      return success({ user_id: record.user_id, is_user_exists: known !== undefined });
    }),

    updateOwner: checked<Schemas['OwnerUpdate']>((request) => {
      const owners = new Set(recordOf(request)?.owners);
      if (request.event_type === 'add') owners.add(request.owner_id);
      else owners.delete(request.owner_id);
      const record = change(request, { owners: [...owners] });
      return success(record && { user_id: record.user_id, owner_id: record.owners });
    }),

    updatePool: checked<Schemas['PoolUpdate']>((request) => {
      const record = change(request, { pool: request.pool });
      return success(record && { user_id: record.user_id });
    }),

    updateEmail: checked<Schemas['EmailUpdate']>((request) => {
      const record = change(request, { emails: [request.email] });
      return success(record && { user_id: record.user_id });
    }),
  });
}

/** Every call names the corporation that it acts for; one that is not ours is refused inside the envelope. */
function inKnownCorporation(operations: Record<string, Operation>): Record<string, Operation> {
  const guarded =
    (operation: Operation): Operation =>
    (request) => {
      const corporation = corporationOf(request);
      return corporation === CORP_ID || corporation === OTHER_CORP_ID
        ? operation(request)
        : envelope(40301, 'no access to this corporation', null);
    };
  return Object.fromEntries(
    Object.entries(operations).map(([id, operation]) => [id, guarded(operation)]),
  );
}

const corporationOf = ({ query, body }: SandboxRequest): unknown =>
  typeof body === 'object' && body !== null && 'corp_id' in body ? body.corp_id : query['corp_id'];

const keyOf = (query: Readonly<Record<string, string>>): Key => ({
  user_id: query['user_id'] ?? '',
  corp_id: query['corp_id'] ?? '',
});

function contactOf(record: EmeritusRecord, type: string | undefined): readonly string[] {
  if (type === 'email') return record.emails;
  return type === 'mobile' ? record.mobile : record.mobileBackup;
}

function isSame(record: EmeritusRecord, request: Created): boolean {
  if (record.corp_id !== request.corp_id) return false;
  if ('email' in request) {
    return record.emails.some((email) => email.toLowerCase() === request.email.toLowerCase());
  }
  return record.mobile[0] === request.area_code && record.mobile[1] === request.mobile;
}

function newRecord(request: Created): EmeritusRecord {
  const { corp_id } = request;
  const user_id = randomUUID();
  const phone = 'mobile' in request ? { area_code: request.area_code, mobile: request.mobile } : {};
  return {
    corp_id,
    user_id,
    profile: { user_id, corp_id, ...phone },
    mobile: 'mobile' in request ? [request.area_code, request.mobile] : [],
    mobileBackup: [],
    emails: 'email' in request ? [request.email] : [],
    owners: [],
    pool: null,
  };
}
