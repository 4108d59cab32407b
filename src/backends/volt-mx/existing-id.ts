import type { WireRecord } from '#normalise';
import { voltMxId } from './id.ts';

/** So much of a message is looked at: none of the documented ones has a tenth of it. */
const LONGEST_MESSAGE = 1000;
/** A whole number by itself: no part of a word, of an address, of a date or of a decimal. */
const INTEGER = /(?<![\p{L}\p{N}_@+-]|\p{N}[.,:/])\d{1,19}(?![\p{L}\p{N}_@-]|[.,:/]\p{N})/gu;
/** Fewer digits of a value that was sent may be any other number's too. */
const TELLING_DIGITS = 6;

/**
 * The id in the words of an answer: the document promises "an error message along with the existing user ID" and does not
 * say where. It is the one whole number that is no part of what was sent; `null` when there is none, or more than one.
 */
export const idInWords = (message: string, request: WireRecord): string | null => {
  const sent = Object.values(request).map(String);
  const words = sent
    .filter((value) => value.length > 1)
    .toSorted((one, other) => other.length - one.length)
    .reduce((text, value) => text.replaceAll(value, ' … '), message.slice(0, LONGEST_MESSAGE));
  const numbers = new Set(words.match(INTEGER) ?? []);
  const isSent = digitsIn(sent);
  const [id, another] = [...numbers].filter((number) => !isSent(number));
  return id === undefined || another !== undefined ? null : voltMxId(id);
};

/** Whether a number is one of those in the values that were sent, each of which is looked through once. */
const digitsIn = (sent: readonly string[]): ((number: string) => boolean) => {
  const runs = new Set(sent.flatMap((value): readonly string[] => value.match(/\d+/g) ?? []));
  const digits = sent.map((value) => value.replaceAll(/\D/g, ''));
  return (number) =>
    runs.has(number) ||
    (number.length >= TELLING_DIGITS && digits.some((value) => value.includes(number)));
};
