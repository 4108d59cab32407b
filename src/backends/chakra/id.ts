import { eachOnce, listOf, INVALID } from '#normalise';
import type { Normaliser } from '#normalise';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A Chakra id in its canonical, lower-case form, `null` when the text is no UUID. UUIDs are the same in either case
 * (RFC 9562, section 4), and a person must not be found twice because somebody wrote one in capitals.
 */
export const chakraId = (text: string): string | null =>
  UUID.test(text) ? text.toLowerCase() : null;

const anId: Normaliser<string> = (raw) => {
  if (raw === null || raw === undefined) return null;
  return (typeof raw === 'string' ? chakraId(raw) : null) ?? INVALID;
};

/** The ids of other users that a record names, each once. */
export const chakraIds: Normaliser<readonly string[]> = eachOnce(listOf(anId), (id) => id);
