import type { Refusal } from '../http.ts';

/** Haptik's errors say `error_message`; the hook's `success: false` is a failure even with status 200. */
export const refusal = (body: unknown): Refusal | null => {
  if (typeof body !== 'object' || body === null) return null;
  if ('error_message' in body && isSaid(body.error_message)) return { message: body.error_message };
  return 'success' in body && body.success === false ? {} : null;
};

const isSaid = (message: unknown): message is string =>
  typeof message === 'string' && message !== '';
