const MAX_SECONDS = 24 * 60 * 60;

/**
 * Seconds to wait as `Retry-After` says it, in seconds or as an HTTP date; at most a day. `undefined` when it says
 * nothing that can be understood.
 */
export const retryAfterSeconds = (header: string | undefined): number | undefined => {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : secondsUntil(Date.parse(header));
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), MAX_SECONDS);
};

const secondsUntil = (time: number): number => Math.ceil((time - Date.now()) / 1000);
