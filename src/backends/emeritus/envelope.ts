import type { AccountKey, WireRecord } from '../../identity.ts';
import { contractViolation } from '../failures.ts';
import type { Refusal } from '../http.ts';
import type { components } from './wire.ts';

type Envelope = components['schemas']['Envelope'] & { readonly data?: WireRecord | null };

/**
 * A `code` other than 0 is a failure, and its `msg` says which. `tolerated` holds the codes that are an answer to the
 * question after all.
 */
export const refusalBut =
  (tolerated: ReadonlySet<string>) =>
  (body: unknown): Refusal | null => {
    if (typeof body !== 'object' || body === null || !('code' in body)) return null;
    const { code } = body;
    if (typeof code !== 'number' || code === 0 || tolerated.has(String(code))) return null;
    const message = 'msg' in body && typeof body.msg === 'string' ? body.msg : undefined;
    return { message, code: String(code) };
  };

/** The `data` of a body that has passed its schema; `null` when there is no such user. */
export const dataOf = (body: unknown): WireRecord | null => {
  const { code, data } = body as Envelope;
  return code === 0 ? (data ?? null) : null;
};

/** Whatever id an answer repeats must be the one that was asked for. */
export const assertAbout = ({ ref, scope }: AccountKey, data: WireRecord): void => {
  if (isOther(data['user_id'], ref)) {
    throw contractViolation('EMERITUS', '`data.user_id` is another user');
  }
  if (isOther(data['corp_id'], scope)) {
    throw contractViolation('EMERITUS', '`data.corp_id` is another corporation');
  }
};

const isOther = (repeated: unknown, asked: string): boolean =>
  repeated !== null && repeated !== undefined && repeated !== asked;
