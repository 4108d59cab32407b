import type { WireRecord } from '#normalise';
import type { NewAccount } from '#registry';
import { Records } from './record-store.ts';
import type { Operation, Residents } from './vendor.ts';

/** A record that a backend starts with, whose it is, and what the registry should know of it. */
export interface Holding<R extends WireRecord> {
  /** The person's number. */
  readonly person: number;
  readonly account: NewAccount;
  readonly record: R;
}

/** Whoever holds these records, in this order. */
export function residentsOf<R extends WireRecord>(
  holdings: readonly Holding<R>[],
  operationsOn: (records: Records<R>) => Readonly<Record<string, Operation>>,
  usualScope = '',
): Residents {
  const accounts = new Map<number, readonly NewAccount[]>();
  for (const { person, account } of holdings) {
    accounts.set(person, [...(accounts.get(person) ?? []), account]);
  }
  const open = () => {
    const records = new Records<R>(usualScope);
    for (const { account, record } of holdings) records.set(account, record);
    records.keep();
    return { records, operations: operationsOn(records) };
  };
  return { accounts, open };
}
