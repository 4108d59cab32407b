import type { HttpBackend } from './http-backend.ts';

/** Stands for the HTTP of a backend that is not configured, or that nothing is to be sent to: nothing may call it. */
export const UNCONNECTED: HttpBackend = {
  call: async () => {
    throw new Error('A backend that is not connected was called.');
  },
};
