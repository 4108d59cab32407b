import { email, phone, text } from '#normalise';
import type { WireRecord, NotStored, Normaliser } from '#normalise';

/** What an answer repeats of the user (vendor's document, "Response"), and the part of an input that each comes from. */
interface Repeated {
  readonly key: 'name' | 'email' | 'mobile_no';
  readonly from: string;
  readonly normalise: Normaliser<string>;
  readonly isSame: (held: string, sent: string) => boolean;
}

/** Fewer digits may be the end of many numbers. */
const LEAST_NATIONAL_DIGITS = 7;

/** Also when it is written as people of its country do, or without its plus sign. */
const isSameNumber = (held: string, sent: string): boolean => {
  const [digits, all] = [held, sent].map((number) => number.replaceAll(/\D/g, ''));
  const national = digits?.replace(/^0/, '') ?? '';
  return (
    digits === all ||
    (national.length >= LEAST_NATIONAL_DIGITS && (all?.endsWith(national) ?? false))
  );
};

const REPEATED: readonly Repeated[] = [
  { key: 'name', from: 'displayName', normalise: text, isSame: (held, sent) => held === sent },
  {
    key: 'email',
    from: 'email',
    normalise: email,
    isSame: (held, sent) => held.toLowerCase() === sent.toLowerCase(),
  },
  { key: 'mobile_no', from: 'phone', normalise: phone, isSame: isSameNumber },
];

/** What Haptik holds by its own word, and how that differs from what it was sent. */
export interface Held {
  readonly record: WireRecord;
  readonly altered: readonly NotStored[];
}

/**
 * Reads what an answer says that the user is registered with: that wins over what was sent, also where nothing was sent.
 * A key that is missing, null or blank says nothing: the document shows an answer with all of them, and not what stands
 * for none. What cannot be normalised is kept as it came.
 */
export const heldBy = (answer: WireRecord, request: WireRecord): Held => {
  const told = REPEATED.flatMap((repeated) => {
    const held = heldIn(answer[repeated.key], repeated);
    return held === null ? [] : [checkedResponse(repeated, held, request[repeated.key])];
  });
  return {
    record: Object.fromEntries(told.map(({ key, value }) => [key, value])),
    altered: told.flatMap(({ altered }) => altered ?? []),
  };
};

/** `null` when it says nothing that could be understood. */
const heldIn = (raw: unknown, { normalise }: Repeated): string | null => {
  const trimmed = text(typeof raw === 'number' ? String(raw) : raw);
  if (typeof trimmed !== 'string') return null;
  const value = normalise(trimmed);
  return typeof value === 'string' ? value : trimmed;
};

interface Told extends Pick<Repeated, 'key'> {
  readonly value: string;
  readonly altered: NotStored | null;
}

const checkedResponse = ({ key, from, isSame }: Repeated, held: string, sent: unknown): Told => {
  if (typeof sent === 'string' && isSame(held, sent)) {
    // A number keeps its plus sign and country code.
    return { key, value: key === 'mobile_no' ? sent : held, altered: null };
  }
  if (sent === undefined) return { key, value: held, altered: null };
  const holds = sent === null ? 'a value still' : 'another value';
  const reason = `HAPTIK answered that it holds ${holds}.`;
  return { key, value: held, altered: { path: [from], reason } };
};
