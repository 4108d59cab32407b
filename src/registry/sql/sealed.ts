import { parseJson } from '#normalise';
import type { WireRecord } from '#normalise';
import type { StepAnswer, StepOutcome, StepRow } from '../operation-log.ts';
import type { RowCipher } from '../row-cipher.ts';

/** Where a value stands: another one that is put there is not read. */
const placeOfWrite = (accountId: string): string => `accounts.last_write\0${accountId}`;

const placeInStep = (column: string, id: string, position: number): string =>
  `operation_steps.${column}\0${id}\0${position}`;

/** Where a step is kept. */
export interface StepPlace {
  readonly id: string;
  readonly position: number;
}

export const sealWrite = (cipher: RowCipher, accountId: string, record: WireRecord): string =>
  cipher.seal(JSON.stringify(record), placeOfWrite(accountId));

/** Its numbers keep their digits. */
export const openWrite = (cipher: RowCipher, accountId: string, text: string): WireRecord =>
  // We wrote it ourselves, from such a record.
  parseJson(cipher.open(text, placeOfWrite(accountId))) as WireRecord;

export const sealRequest = (
  cipher: RowCipher,
  { id, position }: StepPlace,
  request: WireRecord,
): string => cipher.seal(JSON.stringify(request), placeInStep('request', id, position));

export const openRequest = (
  cipher: RowCipher,
  { id, position }: StepPlace,
  text: string,
): StepRow['request'] =>
  parseJson(cipher.open(text, placeInStep('request', id, position))) as StepRow['request'];

export const sealAnswer = (
  cipher: RowCipher,
  { id, position }: StepPlace,
  answer: StepAnswer,
): string => cipher.seal(JSON.stringify(answer), placeInStep('answer', id, position));

export const openAnswer = (
  cipher: RowCipher,
  { id, position }: StepPlace,
  text: string | null,
): StepAnswer | null =>
  text === null
    ? null
    : (parseJson(cipher.open(text, placeInStep('answer', id, position))) as StepAnswer);

/** An outcome that is encrypted: what statements look for stays to be seen. */
interface SealedOutcome extends Pick<StepOutcome, 'status' | 'resumable'> {
  readonly sealed: string;
}

export function sealOutcome(
  cipher: RowCipher,
  { id, position }: StepPlace,
  outcome: StepOutcome | null,
): string | null {
  if (outcome === null) return null;
  const text = JSON.stringify(outcome);
  if (cipher.currentId === null) return text;
  const sealed = cipher.seal(text, placeInStep('outcome', id, position));
  const { status, resumable } = outcome;
  return JSON.stringify({ status, ...(resumable && { resumable }), sealed });
}

export function openOutcome(
  cipher: RowCipher,
  { id, position }: StepPlace,
  text: string | null,
): StepOutcome | null {
  if (text === null) return null;
  const kept = parseJson(text) as StepOutcome | SealedOutcome;
  if (!('sealed' in kept)) return kept;
  return parseJson(cipher.open(kept.sealed, placeInStep('outcome', id, position))) as StepOutcome;
}

const PLACE_OF_HASH_KEY = 'hash_keys.value';

export const sealHashKey = (cipher: RowCipher, value: string): string =>
  cipher.seal(value, PLACE_OF_HASH_KEY);

export const openHashKey = (cipher: RowCipher, text: string): string =>
  cipher.open(text, PLACE_OF_HASH_KEY);
