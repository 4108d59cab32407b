import type { BackendError } from '#errors';
import type { WireRecord } from '#normalise';
import { contractViolation } from '../http/failures.ts';
import type { Refusal } from '../http/http-backend.ts';
import type { components } from './wire.ts';

type Envelope = components['schemas']['Envelope'] & { readonly data?: WireRecord | null };

/** What codes of the envelope mean, as the operator has configured it: the vendor documents none. */
interface KnownCodes {
  /** There is no such user. */
  readonly notFound: ReadonlySet<string>;
  /** The access token is not valid. */
  readonly unauthorized: ReadonlySet<string>;
}

/**
 * A `code` other than 0 is a failure, and its `msg` says which. To a read `notFound` is an answer: there is no such user.
 */
export const refusalOf =
  (kind: 'read' | 'write', { notFound, unauthorized }: KnownCodes) =>
  (body: unknown): Refusal | null => {
    if (typeof body !== 'object' || body === null || !('code' in body)) return null;
    const { code } = body;
    if (typeof code !== 'number' || code === 0) return null;
    const isAbsence = notFound.has(String(code));
    if (isAbsence && kind === 'read') return null;
    const isUnauthorized = unauthorized.has(String(code));
    const message = 'msg' in body && typeof body.msg === 'string' ? body.msg : undefined;
    return { message, code: String(code), isKnown: isAbsence || isUnauthorized, isUnauthorized };
  };

/** The `data` of a body that has passed its schema; `null` when there is no such user. */
export const dataOf = (body: unknown): WireRecord | null => {
  const { code, data } = body as Envelope;
  return code === 0 ? (data ?? null) : null;
};

/** The `data` of a body that refuses a creation since the user exists already, as a creation itself would say it. */
export const existingIn = (body: unknown): WireRecord => {
  const isEnvelope = typeof body === 'object' && body !== null && 'data' in body;
  const data: unknown = isEnvelope ? body.data : null;
  return { ...(typeof data === 'object' ? data : {}), is_user_exists: true };
};

/** Whatever an answer repeats of the question must be what was asked: the user, the corporation, the contact type. */
export const assertRepeats = (asked: Readonly<Record<string, string>>, data: WireRecord): void => {
  for (const name in asked) {
    const repeated = data[name];
    if (repeated === null || repeated === undefined || repeated === asked[name]) continue;
    throw contractViolation('EMERITUS', `\`data.${name}\` is not the one asked for`);
  }
};

/** The vendor documents no code: what it says of a user that nobody is, or of a token, is for the configuration to tell. */
export const codeAdvice = (
  { code, details: { backendCode = '' } }: BackendError,
  status: number,
): string | null =>
  code === 'BACKEND_REJECTED' && backendCode !== String(status) && /^-?\d{1,15}$/.test(backendCode)
    ? `It answered code ${backendCode} to an id that nobody has: if that means "no such user", add it to ` +
      'EMERITUS_NOT_FOUND_CODES; if it means that the token is not valid, to EMERITUS_UNAUTHORIZED_CODES.'
    : null;
