import { z } from 'zod';
import { withPlainNumbers, isPlainIdentifier, digitsOf } from '#normalise';

/** Far above what a person or a tool has; a call beyond it is refused. */
const LONGEST_TEXT = 1000;
const MOST_DETAILS = 100;
const LONGEST_DETAIL = 4096;
const MOST_LEVELS = 16;

const text = z.string().max(LONGEST_TEXT);

const isBlank = (value: string): boolean => value.trim() === '';

/** A blank one is none. */
const identifier = z
  .string()
  .refine((id) => isBlank(id) || isPlainIdentifier(id))
  .transform((id) => (isBlank(id) ? null : id));

/** A blank one says nothing, and takes the place of nothing that was told before. */
const word = text.transform(readable).transform((told) => (isBlank(told) ? null : told));

/** Of a whole number as its text, however many it has. */
const digits = (raw: unknown): unknown => digitsOf(withPlainNumbers(raw));

const detail = z
  .union([text, z.record(z.string(), z.unknown())])
  .refine((told) => !isDeep(told, MOST_LEVELS) && JSON.stringify(told).length <= LONGEST_DETAIL);

/**
 * What the hook tells of a user: the vendor's document, "[HOOK] Create user". What else it holds is not kept.
 * The document says that identifiers are texts; one of a third party also comes as a number.
 */
export const toldUser = z.object({
  user_id: z.string().refine(isPlainIdentifier),
  third_party_user_id: z.preprocess(digits, identifier.nullish()),
  user_name: word.nullish(),
  device_platform: z.preprocess(withPlainNumbers, z.union([word, z.number()]).nullish()),
  details_available: z
    .array(detail.transform((told) => readableWithin(told)))
    .max(MOST_DETAILS)
    .nullish(),
});

export type ToldUser = z.output<typeof toldUser>;

/** Without controls and halves of characters, which come from texts that were cut, and are nothing to show. */
function readable(told: string): string {
  return told.replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ');
}

function readableWithin<T>(told: T): T {
  if (typeof told === 'string') return readable(told) as T;
  if (Array.isArray(told)) return told.map(readableWithin) as T;
  if (!isPlainObject(told)) return told;
  return Object.fromEntries(
    Object.entries(told).map(([key, value]) => [readable(key), readableWithin(value)]),
  ) as T;
}

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function isDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeep(inner, levels - 1));
}
