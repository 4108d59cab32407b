import { withPlainNumbers, json, jsonObject } from '#normalise';
import type { AccountField, AccountFieldKind } from './backend.ts';

type Raw = AccountField['raw'];

interface Particulars {
  /** `value` when left out. */
  readonly kind?: AccountFieldKind;
  /** Takes over where the value does not stand under its own name. */
  readonly raw?: Raw;
  readonly hint?: string;
  readonly partHint?: string;
}

/**
 * Rows of an account's field table that one operation supplies: `field('user_name', text)`.
 *
 * With several keys the raw value is an object of just those, or `null` when the record has none of them.
 */
export const fieldsOf =
  (operation: string) =>
  <T>(
    backendField: string | readonly string[],
    normalise: AccountField<T>['normalise'],
    { kind = 'value', raw, hint, partHint }: Particulars = {},
  ): AccountField<T> => ({
    kind,
    operation,
    backendField: typeof backendField === 'string' ? backendField : backendField.join(' '),
    raw: raw ?? (typeof backendField === 'string' ? valueOf(backendField) : valuesOf(backendField)),
    normalise: KEEPS_NUMBERS.has(normalise) ? normalise : ofPlainNumbers(normalise),
    hint,
    partHint,
  });

/** What is shown as it came keeps the digits of its numbers; every other normaliser reckons with numbers. */
const KEEPS_NUMBERS: ReadonlySet<unknown> = new Set([json, jsonObject]);

const ofPlainNumbers =
  <T>(normalise: AccountField<T>['normalise']): typeof normalise =>
  (raw, record) =>
    // Most are texts, and this is asked of every field of every record.
    normalise(typeof raw === 'object' && raw !== null ? withPlainNumbers(raw) : raw, record);

const valueOf =
  (key: string): Raw =>
  (record) =>
    record[key];

const valuesOf =
  (keys: readonly string[]): Raw =>
  (record) => {
    const values: Record<string, unknown> = {};
    let isThere = false;
    for (const key of keys) {
      const value = record[key];
      if (value === undefined) continue;
      values[key] = value;
      isThere ||= value !== null;
    }
    return isThere ? values : null;
  };
