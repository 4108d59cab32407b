/** The vendor's document says "long": 64 bits with a sign. */
const LARGEST = 2n ** 63n - 1n;
const MOST_DIGITS = String(LARGEST).length;

export const ID_RULE = `A Volt MX id is a whole number from 0 to ${LARGEST}.`;

/** An id as its digits, `null` when it is none. One id is one text: without leading zeros. */
export const voltMxId = (text: string): string | null =>
  /^(0|[1-9]\d*)$/.test(text) && text.length <= MOST_DIGITS && BigInt(text) <= LARGEST
    ? text
    : null;
