import { BackendError } from '#errors';
import type { HttpBackend } from './http-backend.ts';

/**
 * HTTP that repeats a call once when the backend refused its credentials and their files hold other ones by now. Such a
 * call had no effect, so writes are repeated too.
 */
export const withRenewedCredentials = (http: HttpBackend): HttpBackend => ({
  call: (call, context) => {
    const { credentials } = call;
    const answer = http.call(call, context);
    if (!credentials?.isRenewable) return answer;
    return answer.catch(async (error: unknown) => {
      const headers = isRefusal(error) ? credentials.otherThan(call.headers) : null;
      if (headers === null) throw error;
      return http.call({ ...call, headers }, context);
    });
  },
});

const isRefusal = (error: unknown): boolean =>
  error instanceof BackendError && error.code === 'BACKEND_UNAUTHORIZED';
