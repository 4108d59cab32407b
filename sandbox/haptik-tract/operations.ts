import { randomUUID } from 'node:crypto';
import type { components } from '../../src/backends/haptik-tract/wire.ts';
import type { Records } from '../record-store.ts';
import { json, type Reply } from '../reply.ts';
import { checked, type Operation } from '../vendor.ts';
import type { TractRecord } from './records.ts';

type Schemas = components['schemas'];

const unknownUser = (): Reply => json(404, { error_message: 'user not found' });

/** TRACT's two reads, and the hook of the ECT behind it. */
export function operationsOn(records: Records<TractRecord>): Record<string, Operation> {
  return {
    user: checked<Schemas['UserRequest']>(({ user_id }) => {
      const record = records.get(user_id);
      return record === undefined ? unknownUser() : json(200, publicPart(record));
    }),

    userDetails: checked<Schemas['UserDetailsRequest']>(({ user_id, details_requested }) => {
      const record = records.get(user_id);
      if (record === undefined) return unknownUser();
      const details = Object.entries(record.details).filter(([name]) =>
        details_requested.includes(name),
      );
      return json(200, { user_id, details: Object.fromEntries(details) });
    }),

    /** Idempotent here, as an ECT that keeps to the vendor's redelivery rules has to be. */
    createUser: checked<Schemas['CreateUserRequest']>((request) => {
      const known = records.get(request.user_id);
      const ectUserId = known?.ect_user_id ?? `ect-${randomUUID()}`;
      records.set(request.user_id, { ...(known ?? newRecord(request)), ect_user_id: ectUserId });
      return json(200, { success: true, ect_user_id: ectUserId });
    }),
  };
}

function publicPart({ details: _details, ect_user_id: _ectUserId, ...user }: TractRecord): object {
  return user;
}

/** Whom the hook speaks of, Haptik knows: in life the call comes from there. */
function newRecord({ details_available, ...user }: Schemas['CreateUserRequest']): TractRecord {
  const details = Object.fromEntries(
    (details_available ?? []).map((detail) => [
      String(detail['name'] ?? detail['key'] ?? detail['id']),
      detail['value'] ?? null,
    ]),
  );
  return { ...user, details_available: Object.keys(details), details, ect_user_id: null };
}
