import type { Refusal } from '../http/http-backend.ts';

/** Haptik's errors say `error_message`; the hook's `success: false` is a failure even with status 200. */
export const refusal = (body: unknown): Refusal | null => {
  if (typeof body !== 'object' || body === null) return null;
  if ('error_message' in body && isSaid(body.error_message)) return { message: body.error_message };
  return 'success' in body && body.success === false ? {} : null;
};

/**
 * Whether a 404 is TRACT's: it documents none. Empty JSON, or an error in Haptik's form or about a user, is taken for its
 * own; a gateway knows of no users, and names a path at most.
 */
export const isAbsence = (body: unknown, saysJson: boolean): boolean => {
  if (body === undefined || body === null) return saysJson;
  if (typeof body !== 'object' || Array.isArray(body)) return false;
  const { error_message: own, message, error, detail }: Words = body;
  if (isSaid(own) || Object.keys(body).length === 0) return true;
  return [message, error, detail].some((words) => isSaid(words) && USER.test(words.slice(0, 1000)));
};

type Words = Partial<Record<'error_message' | 'message' | 'error' | 'detail', unknown>>;

const USER = /(?<![\w/.-])users?\b(?![/.])/i;

const isSaid = (message: unknown): message is string =>
  typeof message === 'string' && message !== '';
